"""The way of an application, a dispute and a yearly review: kinds of cases, steps, limits, who answers."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from tinhso.casework.public import Case, Process, RowDetails, Step, let_see
from tinhso.exchange.models import Agreement, AgreementDispute, AgreementReview, Service
from tinhso.exchange.registry.permissions import operator
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

AGREEMENT, DISPUTE, REVIEW = "exchange_agreement", "exchange_dispute", "exchange_review"
APPRAISE, APPROVE, DECIDE, LOOK_OVER = (
    "appraise_sharing",
    "approve_sharing",
    "decide_sharing",
    "review_sharing",
)
SEEN_BY = (Head.code, DataOfficer.code)
SOURCE = "Quy trình nội bộ của nền tảng chia sẻ dữ liệu"
STEPS = {
    AGREEMENT: (
        Step("approve", "Duyệt chia sẻ dữ liệu", Head.code, "agency", APPROVE, 1.0),
        Step("close", "Đã duyệt", Head.code, "agency", APPROVE),
    ),
    DISPUTE: (
        Step("decide", "Giải quyết việc từ chối chia sẻ", Head.code, "agency", DECIDE, 1.0),
        Step("close", "Đã giải quyết", Head.code, "agency", DECIDE),
    ),
    REVIEW: (
        Step("review", "Rà soát thỏa thuận", DataOfficer.code, "agency", LOOK_OVER, 1.0),
        Step("close", "Đã rà soát", DataOfficer.code, "agency", LOOK_OVER),
    ),
}


class NobodyAnswers(EntryRefused):
    """The provider has no data officer or no head that day, so the application would wait for nobody."""

    def __init__(self) -> None:
        super().__init__(
            "",
            "Cơ quan cung cấp chưa có cán bộ phụ trách dữ liệu và thủ trưởng trên hệ thống, nên chưa có ai nhận đề nghị.",
        )


def process_of(kind: str) -> Process:
    """Made with the first case of the kind."""
    given = {"steps": [asdict(step) for step in STEPS[kind]], "source": SOURCE}
    return Process.objects.get_or_create(code=kind, version=1, defaults=given)[0]


def provider_of(service: Service, on: date) -> Agency:
    """The agency that answers for a service: its member's, or the operator for a member without one here."""
    return service.system.member.agency or operator(on)


def arbiter(on: date) -> Agency:
    """Who decides over an objection (rule `exchange.arbiter`). NobodyAnswers."""
    found = Agency.objects.on(on).filter(code=rule("exchange.arbiter", on=on)).first()
    if found is None:
        raise NobodyAnswers
    return found


def check_answers(agency: Agency, roles: Sequence[str], on: date) -> None:
    """NobodyAnswers unless each of these roles is held at the agency that day. One query a role."""
    posts = Post.objects.on(on).filter(agency=agency, user__is_active=True)
    if not all(posts.with_role(role).exists() for role in roles):
        raise NobodyAnswers


def limit_of(key: str, on: date) -> TimeLimit:
    """So many working days, by the rule of that day."""
    return TimeLimit(Decimal(rule(key, on=on)), Unit.WORKING_DAY, rule_source(key, on=on))


def let_both_see(case: Case, agreement: Agreement, on: date) -> None:
    """Head and data officer of provider, consumer and operator read along, whoever has the turn."""
    consumer = agreement.consumer.member.agency_id if agreement.consumer else None
    provider = provider_of(agreement.service, on).pk
    for agency in {provider, consumer, operator(on).pk} - {None}:
        for role in SEEN_BY:
            let_see(case.pk, agency_id=agency or 0, role=role)


def agreement_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who asks for which service. One query."""
    rows = Agreement.objects.filter(case__in=case_ids).select_related("consumer__member", "group", "service")
    return {one.case_id: RowDetails(who=one.consumer_name, hint=one.service.title) for one in rows}


def dispute_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """One query."""
    rows = AgreementDispute.objects.filter(case__in=case_ids)
    found = rows.values_list("case_id", "agreement__service__title")
    return {pk: RowDetails(hint=title) for pk, title in found}


def review_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """One query."""
    rows = AgreementReview.objects.filter(case__in=case_ids)
    found = rows.values_list("case_id", "agreement__service__title")
    return {pk: RowDetails(hint=title) for pk, title in found}
