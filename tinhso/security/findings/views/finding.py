"""One finding: in plain words, with its history, and the deeds on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Entry, Fact, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.duties.permissions import can_answer_for, can_coordinate
from tinhso.security.findings import forms
from tinhso.security.findings.actions.confirm_mending import confirm_mending
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.findings.actions.report_mending import report_mending
from tinhso.security.findings.actions.settle_risk import settle_risk
from tinhso.security.findings.exploitation import Exploitation
from tinhso.security.findings.permissions import approvers_of, can_accept_risk
from tinhso.security.findings.plain_words import contacts_of, first_step, what_it_is
from tinhso.security.findings.statements import statement_over
from tinhso.security.intelligence.explaining import matches_of
from tinhso.security.models import OPEN_STATES, FindingDecision, FindingYear, SecurityFinding

WAYS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 200
LIVE = (FindingDecision.State.PROPOSED, FindingDecision.State.ACTIVE)


def _visible(request: HttpRequest, code: str) -> tuple[SecurityFinding, Actor]:
    by = actor_for(request)
    rows = SecurityFinding.objects.visible_to(by, on=clock.today())
    row = get_object_or_404(rows.select_related("agency", "machine", "unregistered"), code=code)
    return row, by


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_finding(request: HttpRequest, code: str) -> HttpResponse:
    """Every reading is noted: by whom from another agency, and because it names people to call."""
    finding, by = _visible(request, code)
    now = clock.now()
    log_access(by=by, purpose="coordinate", page="security_finding", case_ids=[], at=now)
    decision = finding.decisions.filter(state__in=LIVE).select_related("by", "approver", "finding").first()
    context = {
        "finding": finding,
        "what": what_it_is(finding),
        "step": first_step(finding) if finding.state in OPEN_STATES else "",
        "contacts": [(one.get_part_display(), one) for one in contacts_of(finding)],
        "facts": _facts(finding),
        "matches": matches_of(finding, by, now),
        "texts": [
            (title, text)
            for title, text in (
                (_("Cách khắc phục"), finding.solution),
                (_("Mô tả của công cụ quét"), finding.description),
                (_("Dấu hiệu thấy được"), finding.evidence),
            )
            if text
        ],
        "decision": _decision(decision) if decision else [],
        "deeds": _deeds(finding, decision, by),
        "opens": finding.state in OPEN_STATES
        and finding.agency_id is not None
        and can_answer_for(finding.agency_id, by, on=clock.today()),
        "history": _history(finding),
        "statement": _statement(finding),
        "now": now,
        "waits": finding.due_at if finding.state in OPEN_STATES else None,
    }
    return render(request, "security/findings/finding.html", context)


def _facts(one: SecurityFinding) -> list[Fact]:
    port = f"{one.port}/{one.protocol}" if one.port is not None else "–"
    score = "–" if one.cvss is None else f"{one.cvss:.1f}".replace(".", ",")
    facts = [
        Fact(_("Máy"), str(one.machine or one.unregistered)),
        Fact(_("Cơ quan"), one.agency.name if one.agency else _("Chưa biết: máy không có trong sổ")),
        Fact(_("Loại"), one.get_kind_display()),
        Fact(_("Mức"), one.get_severity_display()),
        Fact("CVSS", score),
        Fact("CVE", ", ".join(one.cves) or "–"),
        *(
            Fact(_("Đang bị khai thác"), words)
            for words in ["; ".join(Exploitation.of([one], clock.today()).reasons(one.cves))]
            if words
        ),
        Fact(_("Cổng"), port),
        Fact(_("Ở đâu trên máy"), one.location or "–"),
        *([Fact("Package URL", f"{one.package}@{one.package_version}")] if one.package else []),
        Fact(_("Phép kiểm tra"), ", ".join(one.checks[:10])),
        Fact(_("Thấy lần đầu"), vn_datetime(one.first_seen)),
        Fact(_("Thấy lần cuối"), vn_datetime(one.last_seen)),
        Fact(_("Thấy trong"), "; ".join(map(_year_words, one.years.order_by("year")))),
        Fact(_("Số báo cáo có nêu"), str(one.times)),
        Fact(_("Hạn khắc phục (định khi mở)"), vn_datetime(one.due_at) if one.due_at else "–"),
    ]
    if one.mended_at:
        facts.append(Fact(_("Khắc phục lúc"), f"{vn_datetime(one.mended_at)}{_in_time(one)}"))
    return facts


def _year_words(one: FindingYear) -> str:
    months, unclear = (", ".join(map(str, every)) for every in (one.months, one.unclear_months))
    words = [_("tháng %(months)s") % {"months": months}] if months else []
    words += [_("không rõ tháng %(months)s") % {"months": unclear}] if unclear else []
    return f"{one.year}: {', '.join(words)}"


def _in_time(one: SecurityFinding) -> str:
    if one.in_time is None:
        return ""
    return f" ({_('đúng hạn')})" if one.in_time else f" ({_('muộn')})"


def _decision(one: FindingDecision) -> list[Fact]:
    facts = [
        Fact(_("Quyết định"), f"{one.get_kind_display()} – {one.get_state_display()}"),
        Fact(_("Lý do"), one.reason),
        Fact(_("Đến ngày"), vn_date(one.expires_on)),
        Fact(_("Người đề nghị"), f"{one.by.full_name}, {vn_datetime(one.at)}"),
    ]
    if one.approver:
        facts.append(Fact(_("Người chấp nhận rủi ro"), one.approver.full_name))
    return facts


def _statement(finding: SecurityFinding) -> list[Fact]:
    """What VEX says of the package today, whether or not it takes the finding out."""
    one = statement_over(finding, clock.today())
    if one is None:
        return []
    words = [one.get_status_display(), one.get_justification_display() if one.justification else ""]
    return [
        Fact(_("Trạng thái"), ". ".join(filter(None, words)), url=reverse("vex_statement", args=[one.code])),
        Fact(_("Căn cứ"), one.text),
        Fact(_("Đến ngày"), vn_date(one.expires_on)),
    ]


def _history(finding: SecurityFinding) -> list[Entry]:
    rows = finding.changes.select_related("by", "scan_import").order_by("-at", "-pk")[:MOST_SHOWN]
    return [
        Entry(
            title=one.get_state_display(),
            at=one.effective_at,
            by=one.by.full_name if one.by else "",
            text=_words_of(one.note, one.due_at, one.effective_at, one.state),
            state="late"
            if one.state == "mended" and one.due_at and one.effective_at > one.due_at
            else "done",
        )
        for one in rows
    ]


def _words_of(note: str, due_at: datetime | None, at: datetime, state: str) -> str:
    words = [note] if note else []
    if due_at is not None and state == "mended":
        words.append(_("muộn, hạn là %(day)s") % {"day": vn_date(due_at)} if at > due_at else _("đúng hạn"))
    return "; ".join(words)


def _deeds(finding: SecurityFinding, decision: FindingDecision | None, by: Actor) -> list[tuple[str, Any]]:
    today = clock.today()
    is_open, coordinates = finding.state in OPEN_STATES, can_coordinate(by, on=today)
    answers = coordinates or finding.agency_id is not None and can_answer_for(finding.agency_id, by, on=today)
    deeds: list[tuple[str, Any]] = []
    if is_open and answers and finding.state != SecurityFinding.State.REPORTED:
        deeds.append(("bao-khac-phuc", _("Báo đã khắc phục")))
    if is_open and coordinates:
        deeds.append(("xac-nhan", _("Xác nhận đã khắc phục")))
    if is_open and answers and decision is None:
        deeds.append(("quyet-dinh", _("Báo nhầm, đã biết hoặc chấp nhận rủi ro")))
    if decision and decision.state == FindingDecision.State.PROPOSED and can_accept_risk(decision, by):
        deeds += [("chap-nhan", _("Chấp nhận rủi ro")), ("tu-choi", _("Không chấp nhận rủi ro"))]
    if decision and answers:
        deeds.append(("ket-thuc", _("Kết thúc quyết định")))
    return deeds


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def finding_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    finding, by = _visible(request, code)
    decision = finding.decisions.filter(state__in=LIVE).select_related("finding", "approver").first()
    named = dict(_deeds(finding, decision, by))
    if deed not in named:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form: django_forms.Form = _form(deed, finding, posted)
    if posted is not None and attempt(form, lambda given: _do(deed, finding, decision, given, by)):
        messages.success(request, _("Đã ghi."))
        return redirect("security_findings" if by.holds(Head) else reverse("security_finding", args=[code]))
    back = (reverse("security_finding", args=[code]), finding.title)
    return form_page(request, form, title=named[deed], back=back, go=_("Ghi"), hint=_hint(deed))


def _form(deed: str, finding: SecurityFinding, posted: Any) -> django_forms.Form:
    if deed == "bao-khac-phuc":
        return forms.MendingForm(posted)
    if deed == "xac-nhan":
        return forms.EvidenceForm(posted)
    if deed == "quyet-dinh":
        return forms.DecisionForm(posted, approvers=approvers_of(finding, on=clock.today()))
    return django_forms.Form(posted)


def _hint(deed: str) -> str:
    hints = {
        "bao-khac-phuc": _(
            "Điểm yếu chỉ được tính là đã khắc phục khi lần quét sau không còn thấy, hoặc đơn vị chuyên trách xác nhận."
        ),
        "xac-nhan": _(
            "Dùng khi không có lần quét nào nữa. Nếu một báo cáo sau này lại thấy, điểm yếu mở lại."
        ),
        "quyet-dinh": _("Mọi quyết định có thời hạn; hết hạn thì điểm yếu mở lại với hạn khắc phục cũ."),
    }
    return hints.get(deed, "")


def _do(deed: str, finding: SecurityFinding, decision: Any, given: dict[str, Any], by: Actor) -> Any:
    now = clock.now()
    deeds: dict[str, Callable[[], Any]] = {
        "bao-khac-phuc": lambda: report_mending(finding=finding, by=by, now=now, **given),
        "xac-nhan": lambda: confirm_mending(finding=finding, by=by, now=now, **given),
        "quyet-dinh": lambda: decide(finding=finding, by=by, now=now, **given),
        "chap-nhan": lambda: settle_risk(decision=decision, accept=True, by=by, now=now),
        "tu-choi": lambda: settle_risk(decision=decision, accept=False, by=by, now=now),
        "ket-thuc": lambda: end_decision(decision=decision, by=by, now=now),
    }
    return deeds[deed]()
