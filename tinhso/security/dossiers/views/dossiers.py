"""Level dossiers: where one is due, those that were sent, the page of one and the deeds on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import (
    FINAL,
    NoteRefused,
    NotYourTurn,
    Stale,
    State,
    Unlawful,
    can_act,
    history,
    last_deed_sentence,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.dossiers import forms
from tinhso.security.dossiers.actions.appraise_dossier import appraise_dossier
from tinhso.security.dossiers.actions.approve_dossier import approve_dossier
from tinhso.security.dossiers.actions.refuse_dossier import refuse_dossier
from tinhso.security.dossiers.actions.send_dossier import send_dossier
from tinhso.security.dossiers.due import why_due, with_approvals
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.levels.criteria import DECREES
from tinhso.security.models import InformationSystem, LevelDossier
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_DUE = 200
DEEDS: dict[str, tuple[Any, type[django_forms.Form], Callable[..., Any]]] = {
    "tham-dinh": (gettext_lazy("Thẩm định đạt"), forms.AppraiseForm, appraise_dossier),
    "phe-duyet": (gettext_lazy("Phê duyệt"), forms.ApproveForm, approve_dossier),
    "tra-lai": (gettext_lazy("Không chấp nhận, nêu nội dung phải sửa"), forms.RefuseForm, refuse_dossier),
}


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_dossiers(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = LevelDossier.objects.visible_to(by, on=today).with_deadline().select_related("case", "system")
    page = listing_of(request, rows.order_by("-case__submitted_at", "-pk"), "")
    due, unshown = _due_table(by, today)
    context = {
        "tabs": security_tabs(request, by),
        "due": due,
        "unshown": unshown,
        "table": _table(page.rows),
        "page": page,
    }
    return render(request, "security/dossiers/dossiers.html", context)


def _due_table(by: Actor, today: date) -> tuple[Table, int]:
    """The first MOST_DUE systems, and of how many more a dossier is due; none of which one waits to be decided."""
    waiting = LevelDossier.objects.exclude(case__state__in=FINAL).values("system")
    used = InformationSystem.objects.visible_to(by, on=today).used_on(today)
    systems = used.exclude(pk__in=waiting).order_by("name", "code")
    rows: list[list[Cell | str]] = []
    unshown = 0
    for system in with_approvals(systems, today):
        why = why_due(system, system.valid_approvals, today)  # type: ignore[attr-defined]
        if why and len(rows) == MOST_DUE:
            unshown += 1
        elif why:
            url = reverse("information_system", args=[system.code])
            rows.append([Cell(system.name, url=url), str(system.level), Cell(why, tone="soon")])
    head = [Column(_("Hệ thống")), Column(_("Cấp độ")), Column(_("Vì sao"))]
    return Table(_("Hệ thống cần lập hồ sơ cấp độ"), head, rows), unshown


def _standing(dossier: LevelDossier) -> str:
    words = {
        State.SUBMITTED: _("Chờ thẩm định"),
        State.IN_PROGRESS: _("Chờ phê duyệt"),
        State.DONE: _("Đã phê duyệt"),
        State.REFUSED: _("Không chấp nhận"),
    }
    return words.get(State(dossier.case.state), dossier.case.get_state_display())


def _table(dossiers: list[LevelDossier]) -> Table:
    head = [_("Hồ sơ"), _("Hệ thống"), _("Cấp độ"), _("Gửi lúc"), _("Trạng thái"), _("Hạn")]
    return Table(
        _("Hồ sơ đã gửi"),
        [Column(label) for label in head],
        [
            [
                Cell(one.case.code, url=reverse("level_dossier", args=[one.case.code])),
                one.system.name,
                str(one.level),
                vn_datetime(one.case.submitted_at),
                _standing(one),
                vn_datetime(one.waits_until) if one.waits_until else "–",  # type: ignore[attr-defined]
            ]
            for one in dossiers
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_dossier(request: HttpRequest, code: str) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = InformationSystem.objects.visible_to(by, on=today).select_related("owner", "operator")
    system = get_object_or_404(rows, code=code)
    check_can_keep_system(system, by, on=today)
    form = forms.SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = attempt(form, lambda given: send_dossier(system=system, by=by, now=clock.now(), **given))
        if made:
            messages.success(request, _("Đã gửi hồ sơ cấp độ để thẩm định."))
            return redirect("level_dossier", made.case.code)
    return form_page(
        request,
        form,
        title=_("Lập hồ sơ đề xuất cấp độ %(level)s") % {"level": system.level},
        back=(reverse("information_system", args=[code]), system.name),
        go=_("Gửi thẩm định"),
        hint=_("Năm phần được lập từ sổ hệ thống thông tin; ông/bà ghi thêm thiết kế và phương án."),
    )


def _dossier_of(request: HttpRequest, code: str) -> tuple[LevelDossier, Actor]:
    by = actor_for(request)
    rows = (
        LevelDossier.objects.visible_to(by, on=clock.today())
        .with_deadline()
        .select_related(
            "case__process", "case__agency", "case__desk", "system__owner", "system__operator", "approval"
        )
    )
    return get_object_or_404(rows, case__code=code), by


def _open_deeds(dossier: LevelDossier, by: Actor) -> list[str]:
    """What the officer may do now. One query."""
    if not can_act(dossier.case, by):
        return []
    return ["phe-duyet" if dossier.case.step else "tham-dinh", "tra-lai"]


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_dossier(request: HttpRequest, code: str) -> HttpResponse:
    dossier, by = _dossier_of(request, code)
    case = dossier.case
    facts = [
        Fact(_("Cấp độ đề xuất"), f"{dossier.level} ({DECREES[dossier.rules]})"),
        Fact(_("Thẩm định"), case.desk.name if case.desk else "–"),
        Fact(_("Phê duyệt"), case.agency.name),
        Fact(_("Trạng thái"), _standing(dossier)),
        Fact(_("Ý kiến thẩm định"), dossier.finding or "–"),
    ]
    if dossier.approval:
        facts.append(Fact(_("Quyết định"), dossier.approval.number))
    context = {
        "dossier": dossier,
        "case": case,
        "now": clock.now(),
        "facts": facts,
        "parts": [
            (part["title"], [Fact(what, value) for what, value in part["lines"]], part["text"])
            for part in dossier.parts
        ],
        "deeds": [(name, DEEDS[name][0]) for name in _open_deeds(dossier, by)],
        "history": history(case, for_citizen=False),
    }
    return render(request, "security/dossiers/dossier.html", context)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, Head)
def dossier_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    dossier, by = _dossier_of(request, code)
    if deed not in DEEDS:
        raise Http404
    if request.method != "POST" and deed not in _open_deeds(dossier, by):
        messages.warning(request, last_deed_sentence(dossier.pk, by) or _("Hồ sơ này không chờ ông/bà."))
        return redirect("level_dossier", code)
    label, form_class, act = DEEDS[deed]
    form = form_class(request.POST if request.method == "POST" else None, initial={"ver": dossier.case.ver})
    if request.method == "POST":
        try:
            if attempt(form, lambda given: _done(act, dossier, given, by)):
                messages.success(request, _("Đã ghi."))
                return redirect("level_dossier", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            words = last_deed_sentence(dossier.pk, by) or _("Hồ sơ này không chờ ông/bà.")
            form.add_error(None, words)
    back = (reverse("level_dossier", args=[code]), code)
    return form_page(request, form, title=label, back=back, go=label)


def _done(act: Callable[..., Any], dossier: LevelDossier, given: dict[str, Any], by: Actor) -> bool:
    act(dossier=dossier, by=by, now=clock.now(), **given)
    return True
