from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case
from tinhso.exchange.agreements.agreement_process import limit_of
from tinhso.exchange.agreements.events import AgreementAppraised
from tinhso.exchange.agreements.reviewers import check_another
from tinhso.exchange.models import Agreement
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def appraise_agreement(*, agreement: Agreement, ver: int, by: Actor, now: datetime) -> None:
    """The provider's data officer finds scope, purpose and safety in order; its head decides next.

    Raises: NotYourTurn, Stale, Unlawful, SamePerson.
    """
    check_another(by, agreement.applied_by_id)
    case = agreement.case
    limit = limit_of("exchange.approval_days", now.date())
    accept_case(case=case, ver=ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    agreement.appraised_by_id = by.user_id
    agreement.save(update_fields=["appraised_by"])
    record(AgreementAppraised(case_id=case.pk), by=by, at=now)
