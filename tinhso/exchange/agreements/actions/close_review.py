from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case, finish_case, settle_case
from tinhso.exchange.agreements.actions.end_agreement import end
from tinhso.exchange.agreements.changes import note_change
from tinhso.exchange.agreements.events import AgreementReviewed
from tinhso.exchange.models import Agreement, AgreementChange, AgreementReview
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def close_review(
    *, review: AgreementReview, ver: int, goes_on: bool, text: str, by: Actor, now: datetime
) -> None:
    """The provider's data officer looked it over: it goes on for another year, or ends, and both sides are told.

    Raises: NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    if not text.strip():
        raise EntryRefused("text", "Ghi kết quả rà soát.")
    case, agreement = review.case, review.agreement
    accept_case(case=case, ver=ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
    settle_case(case=case, ver=case.ver, outcome="goes_on" if goes_on else "ended", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    Agreement.objects.filter(pk=agreement.pk).update(reviewed_on=review.for_day)
    if not goes_on:
        end(agreement, now)
    event = AgreementReviewed(case_id=case.pk, agreement_id=agreement.pk, goes_on=goes_on)
    record(event, by=by, at=now)
    what = AgreementChange.What.REVIEWED if goes_on else AgreementChange.What.ENDED
    note_change(agreement, what, reason=text.strip(), by=by, now=now)
