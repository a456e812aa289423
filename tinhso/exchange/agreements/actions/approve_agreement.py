from datetime import datetime, timedelta

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.exchange.agreements.changes import notify_both_sides
from tinhso.exchange.agreements.events import AgreementApproved
from tinhso.exchange.agreements.reviewers import check_another
from tinhso.exchange.models import Agreement
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def approve_agreement(*, agreement: Agreement, ver: int, by: Actor, now: datetime) -> None:
    """The provider's head shares; both sides are told, the next policy lets the calls through.

    Raises: NotYourTurn, Stale, NoFurtherStep, SamePerson.
    """
    check_another(by, agreement.applied_by_id, agreement.appraised_by_id)
    case = agreement.case
    settle_case(case=case, ver=ver, outcome="approved", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    approve(agreement, by, now)
    record(
        AgreementApproved(
            case_id=case.pk, first_day=agreement.begins, last_day=agreement.ends - timedelta(days=1)
        ),
        by=by,
        at=now,
    )
    notify_both_sides(agreement, "agreement_approved", f"approved:{case.pk}", by=by, now=now)


def approve(agreement: Agreement, by: Actor, now: datetime) -> None:
    """In the caller's transaction."""
    agreement.approved_at, agreement.approved_by_id = now, by.user_id
    agreement.save(update_fields=["approved_at", "approved_by"])
