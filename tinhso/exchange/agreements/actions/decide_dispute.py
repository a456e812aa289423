from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case, finish_case, settle_case
from tinhso.exchange.agreements.actions.approve_agreement import approve
from tinhso.exchange.agreements.changes import notify_both_sides
from tinhso.exchange.agreements.events import DisputeDecided
from tinhso.exchange.models import AgreementDispute
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def decide_dispute(
    *, dispute: AgreementDispute, ver: int, shared: bool, text: str, by: Actor, now: datetime
) -> None:
    """The arbiter decides: the data are shared against the objection, or the objection stands.

    Raises: NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    if not text.strip():
        raise EntryRefused("text", "Ghi nội dung giải quyết.")
    case, agreement = dispute.case, dispute.agreement
    accept_case(case=case, ver=ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
    settle_case(case=case, ver=case.ver, outcome="shared" if shared else "upheld", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    dispute.decision_text = text.strip()
    dispute.save(update_fields=["decision_text"])
    if shared:
        approve(agreement, by, now)
    event = DisputeDecided(case_id=case.pk, agreement_id=agreement.pk, shared=shared)
    record(event, by=by, at=now)
    notify_both_sides(agreement, "dispute_decided", f"decided:{case.pk}", by=by, now=now)
