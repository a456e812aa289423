"""What the public pages of issued rules show: state on a day, facts, what they do to others, the whole way from the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import (
    Consultation,
    IssuedRule,
    OutgoingDocument,
    RuleRelation,
    RuleStep,
    ShortenedProcedure,
)
from tinhso.documents.normative.way import BEFORE_ISSUE
from tinhso.kernel.site.shapes import Fact
from tinhso.lib.dates import local, vn_date

Kind = RuleRelation.Kind


@dataclass(frozen=True)
class Relation:
    """One line: what is done to which document; `url` of the other's page where it is kept here."""

    label: str
    title: str
    url: str


@dataclass(frozen=True)
class WayPoint:
    """One moment of its way, with the page where more of it stands."""

    at: date
    label: str
    text: str = ""
    url: str = ""
    link: str = ""


def rule_state(rule: IssuedRule, relations: Sequence[RuleRelation], on: date) -> tuple[str, str]:
    """The words of its state that day and the tone of their tag; `relations` are those of later rules to it."""
    recalled = rule.document.recalled_at
    if recalled is not None and local(recalled).date() <= on:
        return _("Đã bị thu hồi"), "late"
    if rule.effective_on is None:
        return _("Chưa ghi hiệu lực"), "soon"
    done = {one.kind for one in relations if one.rule.effective_on and one.rule.effective_on <= on}
    if done & {Kind.REPLACES, Kind.REPEALS} or (rule.expires_on is not None and rule.expires_on <= on):
        return _("Hết hiệu lực"), ""
    if on < rule.effective_on:
        return _("Chưa có hiệu lực"), "soon"
    if Kind.REPEALS_PART in done:
        return _("Hết hiệu lực một phần"), "soon"
    if Kind.AMENDS in done:
        return _("Còn hiệu lực, đã được sửa đổi, bổ sung"), "ok"
    return _("Còn hiệu lực"), "ok"


def relations_to(rule: IssuedRule) -> list[RuleRelation]:
    """What later rules do to it. One query."""
    return list(rule.undergoes.select_related("rule__document__number"))


def facts_of(rule: IssuedRule) -> list[Fact]:
    document = rule.document
    number = document.number
    found = [
        (_("Số, ký hiệu"), number.full_number if number else ""),
        (_("Loại văn bản"), name_of(document.type_code)),
        (_("Cơ quan ban hành"), document.case.agency.name),
        (_("Ngày ban hành"), vn_date(number.dated) if number else ""),
        (_("Ngày có hiệu lực"), vn_date(rule.effective_on) if rule.effective_on else ""),
        (_("Ngày hết hiệu lực"), vn_date(rule.expires_on) if rule.expires_on else ""),
        (_("Thu hồi từ ngày"), vn_date(_day(document.recalled_at)) if document.recalled_at else ""),
        (_("Trình tự, thủ tục"), _procedure(document)),
    ]
    return [Fact(label, value) for label, value in found if value]


def _procedure(document: OutgoingDocument) -> str:
    """ "" for the ordinary one. One query."""
    found = ShortenedProcedure.objects.filter(document=document).first()
    if found is None:
        return ""
    return _("Rút gọn theo %(decision)s: %(reason)s") % {"decision": found.decision, "reason": found.reason}


def relations_of(rule: IssuedRule, undergone: Sequence[RuleRelation]) -> list[Relation]:
    """What it does to earlier ones, then what later ones do to it. One query."""
    passive = {
        Kind.AMENDS: _("Được sửa đổi, bổ sung bởi"),
        Kind.REPLACES: _("Bị thay thế bởi"),
        Kind.REPEALS: _("Bị bãi bỏ bởi"),
        Kind.REPEALS_PART: _("Bị bãi bỏ một phần bởi"),
    }
    found = [
        Relation(one.get_kind_display(), one.earlier_title, rule_url(one.earlier) if one.earlier else "")
        for one in rule.does.select_related("earlier__document__case")
    ]
    for one in undergone:
        number = one.rule.document.number
        title = f"{number.full_number if number else ''} {one.rule.document.subject}"
        found.append(Relation(passive[Kind(one.kind)], title, rule_url(one.rule)))
    return found


def rule_url(rule: IssuedRule) -> str:
    return reverse("issued_rule", args=[rule.document.case.code])


def way_of(document: OutgoingDocument) -> list[WayPoint]:
    """From the first draft to the national database, the oldest first, of one day in the order of the law. Four queries."""
    found = [_drafted(document)]
    for one in (
        document.consultations.published().whole().annotate(comments_n=Count("comments")).order_by("pk")
    ):
        found += _consulted(one)
    steps = list(document.rule_steps.whole())
    for step in steps:
        found += _step(step) if step.kind in BEFORE_ISSUE else []
    if document.signed_at:
        found.append(WayPoint(_day(document.signed_at), _("Ký ban hành")))
    if document.issued_at and document.number:
        number = document.number.full_number
        found.append(
            WayPoint(_day(document.issued_at), _("Ban hành"), _("Số %(number)s") % {"number": number})
        )
    for step in steps:
        found += _step(step) if step.kind not in BEFORE_ISSUE else []
    if document.recalled_at:
        found.append(WayPoint(_day(document.recalled_at), _("Thu hồi")))
    return sorted(found, key=lambda one: one.at)


def _day(at: datetime) -> date:
    return local(at).date()


def _drafted(document: OutgoingDocument) -> WayPoint:
    count = document.versions.count()
    words = _("%(n)d phiên bản dự thảo") % {"n": count}
    return WayPoint(_day(document.case.opened_at), _("Bắt đầu soạn thảo"), words)


def _consulted(one: Consultation) -> list[WayPoint]:
    assert one.opened_at is not None and one.closes_on is not None
    code, count = one.case.code, one.comments_n  # type: ignore[attr-defined]
    page = reverse("consultation", args=[code])
    found = [
        WayPoint(_day(one.opened_at), _("Mở lấy ý kiến rộng rãi"), url=page, link=_("Dự thảo và góp ý")),
        WayPoint(one.closes_on, _("Hết thời hạn góp ý"), _("%(n)d góp ý") % {"n": count}),
    ]
    if one.is_answered and one.case.settled_at:
        more = ("", "")
        if one.result_version_id:
            more = (reverse("consultation_changes", args=[code]), _("Dự thảo đã đổi gì sau góp ý"))
        found.append(WayPoint(_day(one.case.settled_at), _("Công bố tiếp thu, giải trình"), "", *more))
    if one.report is not None and one.report.issued_at and one.report.number:
        words = _("Số %(number)s") % {"number": one.report.number.full_number}
        found.append(WayPoint(_day(one.report.issued_at), _("Báo cáo tổng hợp ý kiến"), words))
    return found


def _step(step: RuleStep) -> list[WayPoint]:
    label, opened = step.get_kind_display(), _day(step.case.opened_at)
    if step.dated is None:
        due = step.case.due_at
        words = _("Hạn %(day)s") % {"day": vn_date(_day(due))} if due else ""
        return [WayPoint(opened, _("Đang chờ: %(step)s") % {"step": label}, words)]
    verdict = step.get_verdict_display() if step.verdict else ""
    return [
        WayPoint(
            step.dated, label, " · ".join(filter(None, (step.case.agency.name, verdict, step.reference)))
        )
    ]
