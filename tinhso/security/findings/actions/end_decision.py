from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.findings.events import DecisionEnded
from tinhso.security.findings.history import settle
from tinhso.security.findings.locking import locked
from tinhso.security.findings.permissions import check_can_decide_over
from tinhso.security.models import FindingDecision

State = FindingDecision.State


@transaction.atomic
def end_decision(*, decision: FindingDecision, why: str = "", by: Actor, now: datetime) -> FindingDecision:
    """The decision holds no longer: by a person, or by the job on its day. The finding is as the last reports have it, its deadline as
    it was fixed.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_decide_over(decision.finding, by, on=local(now).date())
    row = locked(decision.finding)
    fresh = FindingDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if fresh.state not in (State.PROPOSED, State.ACTIVE):
        raise EntryRefused("", "Quyết định này đã kết thúc.")
    fresh.state, fresh.settled_at = State.ENDED, now
    fresh.save(update_fields=["state", "settled_at"])
    if row.decision and fresh.kind != FindingDecision.Kind.ACKNOWLEDGED:
        row.opened_before = True
    row.decision = ""
    settle(
        row, by=by, now=now, note=why or ("Quyết định hết hiệu lực" if by.system else "Kết thúc quyết định")
    )
    record(DecisionEnded(finding_id=row.pk, decision_id=fresh.pk), by=by, at=now)
    return fresh
