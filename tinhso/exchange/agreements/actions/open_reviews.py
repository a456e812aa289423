from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.casework.public import Case, DeadlinePassed, limit_until, open_case, submit_case
from tinhso.exchange.agreements.agreement_process import (
    LOOK_OVER,
    REVIEW,
    let_both_see,
    process_of,
    provider_of,
)
from tinhso.exchange.models import Agreement, AgreementReview
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.roles import DataOfficer
from tinhso.lib.dates import HANOI

BEFORE = timedelta(days=30)


def open_reviews(*, by: Actor, now: datetime) -> int:
    """Open the yearly review of what falls due within thirty days, once a year each; how many. By the system, every night.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    today = now.astimezone(HANOI).date()
    running = Agreement.objects.whole().filter(approved_at__isnull=False, ended_at=None, ends__gt=today)
    return sum(_open(agreement, today, by, now) for agreement in running)


def review_day(agreement: Agreement, today: date) -> date:
    """When its year ends, by the rule `exchange.review_days` of today."""
    assert agreement.approved_at is not None
    since = agreement.reviewed_on or agreement.approved_at.astimezone(HANOI).date()
    return since + timedelta(days=rule("exchange.review_days", on=today))


@transaction.atomic
def _open(agreement: Agreement, today: date, by: Actor, now: datetime) -> bool:
    day = review_day(agreement, today)
    if today < day - BEFORE or agreement.reviews.filter(for_day=day).exists():
        return False
    provider = provider_of(agreement.service, today)
    source = rule_source("exchange.review_days", on=today)
    try:
        limit = limit_until(
            max(day, today + timedelta(days=1)), agency_id=provider.pk, now=now, source=source
        )
    except DeadlinePassed:
        return False
    code = f"{agreement.case.code}-RS{day:%y%m%d}"
    case = open_case(
        kind=REVIEW,
        code=code,
        title=f"Rà soát thỏa thuận {agreement.case.code}"[:200],
        agency=provider,
        source=Case.Source.INTERNAL,
        process=process_of(REVIEW),
        parent=agreement.case,
        by=by,
        now=now,
    )
    role = DataOfficer.code
    submit_case(
        case=case, ver=case.ver, code=code, reply=limit, reply_role=role, act=LOOK_OVER, by=by, now=now
    )
    let_both_see(case, agreement, today)
    AgreementReview.objects.create(case=case, agreement=agreement, for_day=day)
    return True
