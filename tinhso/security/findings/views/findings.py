"""The queue of findings, the digest by agency, and one decision over all that the list shows."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.findings import forms
from tinhso.security.findings.actions.decide_many import MOST_AT_ONCE, decide_many, mark_of
from tinhso.security.findings.exploitation import Exploitation
from tinhso.security.findings.listing import chosen, digest, shows_open
from tinhso.security.models import SecurityFinding
from tinhso.security.pages.listing import as_csv, listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_LISTED = 10_000
TONES = {4: "late", 3: "late", 2: "soon"}


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_findings(request: HttpRequest) -> HttpResponse:
    by, today, now = actor_for(request), clock.today(), clock.now()
    visible = SecurityFinding.objects.visible_to(by, on=today).select_related(
        "agency", "machine", "unregistered"
    )
    rows, form = chosen(request, visible.defer("description", "solution", "evidence"), now)
    narrow, words = narrowed(request, rows)
    if request.GET.get("tep") == "csv":
        log_access(by=by, purpose="coordinate", page="security_findings", case_ids=[], at=now)
        return as_csv(_table(list(narrow[:MOST_LISTED]), now), "diem-yeu")
    page = listing_of(request, narrow[:MOST_LISTED], words)
    only_reads = not (by.holds(SecurityCoordinator) or by.holds(SecurityOfficer))
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows, now),
        "page": page,
        "form": form,
        "most": MOST_LISTED if page.total == MOST_LISTED else 0,
        "decides": not only_reads and shows_open(form) and 0 < page.total <= MOST_AT_ONCE,
        "only_reads": only_reads,
    }
    return render(request, "security/findings/findings.html", context)


def _table(rows: list[SecurityFinding], now: datetime) -> Table:
    exploitation = Exploitation.of(rows, clock.today())
    head = [_("Điểm yếu"), _("Mức"), _("Máy"), _("Cơ quan"), _("Tình trạng"), _("Hạn"), _("Thấy lần cuối")]
    return Table(
        _("Điểm yếu"),
        [Column(label) for label in head],
        [
            [
                Cell(
                    one.title,
                    url=reverse("security_finding", args=[one.code]),
                    small=_small(one, exploitation),
                ),
                Cell(one.get_severity_display(), tone=TONES.get(one.severity, "")),  # type: ignore[arg-type]
                str(one.machine or one.unregistered),
                one.agency.name if one.agency else _("Máy chưa biết"),
                one.get_state_display(),
                _deadline(one, now),
                vn_date(one.last_seen),
            ]
            for one in rows
        ],
    )


def _small(one: SecurityFinding, exploitation: Exploitation) -> str:
    return " · ".join([one.get_kind_display(), *one.cves[:3], *exploitation.reasons(one.cves)])


def _deadline(one: SecurityFinding, now: datetime) -> Cell:
    if one.due_at is None:
        return Cell("–")
    late = one.due_at < (one.mended_at or now)
    words = _("%(day)s, quá hạn") if late else "%(day)s"
    return Cell(words % {"day": vn_date(one.due_at)}, tone="late" if late else None)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_digest(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    head = [
        _("Cơ quan"),
        _("Nghiêm trọng"),
        _("Cao"),
        _("Chưa khắc phục"),
        _("Quá hạn"),
        _("Chờ quét lại"),
        _("Mở lâu nhất từ"),
    ]
    table = Table(
        _("Điểm yếu chưa khắc phục theo cơ quan"),
        [Column(head[0]), *(Column(label, number=True) for label in head[1:-1]), Column(head[-1])],
        [
            [
                one.name,
                str(one.critical),
                str(one.high),
                str(one.open),
                Cell(str(one.late), tone="late" if one.late else None),
                str(one.waiting),
                vn_datetime(one.oldest) if one.oldest else "–",
            ]
            for one in digest(SecurityFinding.objects.visible_to(by, on=clock.today()), now)
        ],
    )
    if request.GET.get("tep") == "csv":
        return as_csv(table, "diem-yeu-theo-co-quan")
    return render(
        request, "security/findings/digest.html", {"tabs": security_tabs(request, by), "table": table}
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def decide_over_many(request: HttpRequest) -> HttpResponse:
    """The list that the address names, as it is when the button is pressed; other findings are refused."""
    by, now = actor_for(request), clock.now()
    visible = SecurityFinding.objects.visible_to(by, on=clock.today())
    rows, _words = narrowed(request, chosen(request, visible, now)[0])
    found = list(rows[: MOST_AT_ONCE + 1])
    posted = request.POST if request.method == "POST" else None
    form = forms.ManyForm(posted, initial={"expected": mark_of(found)})
    query = request.GET.urlencode()
    back = reverse("security_findings") + (f"?{query}" if query else "")
    if posted is not None:
        made = attempt(form, lambda given: decide_many(findings=found, by=by, now=now, **given))
        if made:
            done = ngettext(
                "Đã ghi quyết định cho %(n)s điểm yếu.", "Đã ghi quyết định cho %(n)s điểm yếu.", len(found)
            )
            messages.success(request, done % {"n": len(found)})
            return redirect("security_findings")
    return form_page(
        request,
        form,
        title=ngettext(
            "Quyết định chung cho %(n)s điểm yếu", "Quyết định chung cho %(n)s điểm yếu", len(found)
        )
        % {"n": len(found)},
        back=(back, _("Điểm yếu")),
        go=_("Ghi quyết định"),
        hint=_(
            "Áp dụng cho mọi điểm yếu mà danh sách vừa lọc hiện ra. Chấp nhận rủi ro thì quyết định từng điểm."
        ),
    )
