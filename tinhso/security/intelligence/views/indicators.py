"""Indicators: looked up by value, those that wait for a decision, one with its sources and where it was seen."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.lib.intelligence.record import RecordFault
from tinhso.lib.intelligence.values import any_atom
from tinhso.security.duties.permissions import can_coordinate, check_can_coordinate
from tinhso.security.intelligence import forms
from tinhso.security.intelligence.actions.decide_indicator import decide_indicator
from tinhso.security.intelligence.choices import choices_of
from tinhso.security.intelligence.confidence import Fading
from tinhso.security.intelligence.explaining import sources_table, state_words, visible_records
from tinhso.security.intelligence.hygiene import parents_of
from tinhso.security.models import Indicator, SecurityFinding
from tinhso.security.pages.listing import LONGEST, listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_LISTED, MOST_SIGHTINGS = 10_000, 20
TONES = {"held_back": "soon", "discarded": "late", "active": "ok", "allowed": "ok"}


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def show_indicators(request: HttpRequest) -> HttpResponse:
    """What is asked for comes by POST: it may be somebody's address for letters, which no address of a page holds."""
    by, today = actor_for(request), clock.today()
    asked = request.POST if request.method == "POST" else request.GET
    form = forms.FilterForm(asked)
    form.is_valid()
    words = request.POST.get("q", "")[:LONGEST].replace("\x00", "").strip()
    if request.method == "POST" and not words:
        chosen = {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}
        return redirect(f"{request.path}?{urlencode(chosen)}" if chosen else request.path)
    rows = _chosen(Indicator.objects.visible_to(by, on=today), form, words)
    page = listing_of(request, rows.order_by("-pk")[:MOST_LISTED], words)
    waiting = Indicator.objects.visible_to(by, on=today).filter(state=Indicator.State.HELD_BACK)
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "form": form,
        "most": MOST_LISTED if page.total == MOST_LISTED else 0,
        "waiting": waiting[:MOST_LISTED].count(),
    }
    return render(request, "security/intelligence/indicators.html", context)


def _chosen(rows: "QuerySet[Indicator]", form: forms.FilterForm, words: str) -> "QuerySet[Indicator]":
    """A value is found as it is, however it is written; a name also by what stands above it, a page also by its machine."""
    given = getattr(form, "cleaned_data", {})
    if state := given.get("tinh_trang"):
        rows = rows.filter(state=state)
    if kind := given.get("loai"):
        rows = rows.filter(kind=kind)
    if not words.strip():
        return rows
    try:
        atom = any_atom(words)
    except RecordFault:
        return rows.none()
    itself = Q(kind=str(atom.kind), value=atom.value)
    host = {"name": atom.value, "url": atom.value.partition("/")[0].partition(":")[0]}.get(str(atom.kind))
    if not host:
        return rows.filter(itself)
    return rows.filter(itself | Q(kind__in=["name", "address"], value__in=[host, *parents_of(host)]))


def _table(rows: list[Indicator]) -> Table:
    head = [_("Giá trị"), _("Loại"), _("Trạng thái"), _("Nạp lần đầu")]
    return Table(
        _("Chỉ dấu"),
        [Column(label) for label in head],
        [
            [
                Cell(one.value, url=reverse("indicator", args=[one.code])),
                one.get_kind_display(),
                Cell(one.get_state_display(), tone=TONES[one.state], small=_warning(one)),  # type: ignore[arg-type]
                vn_datetime(one.first_loaded_at),
            ]
            for one in rows
        ],
    )


def _warning(one: Indicator) -> str:
    return f"{one.get_warning_display()}: {one.warning_value}" if one.warning else ""


def _indicator(request: HttpRequest, code: str) -> tuple[Indicator, Actor]:
    by = actor_for(request)
    rows = Indicator.objects.visible_to(by, on=clock.today()).select_related("warning_list", "decided_by")
    return get_object_or_404(rows, code=code), by


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    one, by = _indicator(request, code)
    now = clock.now()
    log_access(by=by, purpose="coordinate", page="indicator", case_ids=[], at=now)
    records, hidden = visible_records(one, by, clock.today())
    context = {
        "indicator": one,
        "tone": TONES[one.state],
        "state_words": state_words(one, now),
        "facts": _facts(one, Fading.on(now).surest(records, now)),
        "sources": sources_table(records, now),
        "hidden": hidden,
        "sightings": _sightings(one, by),
        "most_sightings": MOST_SIGHTINGS,
        "decides": bool(choices_of(one)) and can_coordinate(by, on=clock.today()),
    }
    return render(request, "security/intelligence/indicator.html", context)


def _facts(one: Indicator, confidence: int) -> list[Fact]:
    facts = [
        Fact(_("Loại"), one.get_kind_display()),
        Fact(_("Tin cậy hôm nay"), f"{confidence} %"),
        Fact(_("Nạp lần đầu"), vn_datetime(one.first_loaded_at)),
    ]
    if "xn--" in one.value:
        facts.append(Fact(_("Viết bằng chữ có dấu"), _unicode(one.value)))
    if one.warning:
        facts.append(Fact(_("Cảnh báo"), _warning(one)))
    if one.warning_list:
        facts.append(Fact(_("Danh sách cảnh báo"), one.warning_list.name))
    if one.decided_at:
        name = one.decided_by.full_name if one.decided_by else "–"
        facts += [
            Fact(_("Người quyết định"), f"{name}, {vn_datetime(one.decided_at)}"),
            Fact(_("Lý do"), one.reason),
        ]
    return facts


def _unicode(value: str) -> str:
    """As a reader would see it, with the warning that letters of other scripts look like Latin ones."""
    try:
        shown = value.encode().decode("idna")
    except (UnicodeError, ValueError):
        return "–"
    return _("%(name)s (chú ý chữ trông giống nhau)") % {"name": shown}


def _sightings(one: Indicator, by: Actor) -> Table:
    """Machines that this reader may see, on which a log showed it: how many, and the newest."""
    rows = SecurityFinding.objects.visible_to(by, on=clock.today()).filter(kind="botnet", rule=one.value)
    found = rows.select_related("machine", "unregistered", "agency").order_by("-last_seen", "-pk")[
        :MOST_SIGHTINGS
    ]
    total = rows.count()
    head = [_("Máy"), _("Cơ quan"), _("Thấy lần đầu"), _("Thấy lần cuối"), _("Tình trạng")]
    return Table(
        ngettext("Đã thấy ở %(n)s máy", "Đã thấy ở %(n)s máy", total) % {"n": total},
        [Column(label) for label in head],
        [
            [
                Cell(
                    str(each.machine or each.unregistered), url=reverse("security_finding", args=[each.code])
                ),
                each.agency.name if each.agency else _("Máy chưa biết"),
                vn_datetime(each.first_seen),
                vn_datetime(each.last_seen),
                each.get_state_display(),
            ]
            for each in found
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def decide(request: HttpRequest, code: str) -> HttpResponse:
    one, by = _indicator(request, code)
    check_can_coordinate(by, on=clock.today())
    states = choices_of(one)
    if not states:
        raise Http404
    form = forms.DecisionForm(request.POST if request.method == "POST" else None, states=states)
    if request.method == "POST" and attempt(
        form, lambda given: decide_indicator(indicator=one, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi quyết định."))
        return redirect("indicator", code)
    return form_page(
        request,
        form,
        title=_("Quyết định về chỉ dấu"),
        back=(reverse("indicator", args=[code]), one.value),
        go=_("Ghi quyết định"),
        hint=_warning(one),
    )
