from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.findings.events import DecisionEnded, DecisionMade
from tinhso.security.findings.history import settle
from tinhso.security.findings.locking import locked_open
from tinhso.security.findings.permissions import check_can_accept_risk
from tinhso.security.models import FindingDecision

State = FindingDecision.State


@transaction.atomic
def settle_risk(*, decision: FindingDecision, accept: bool, by: Actor, now: datetime) -> FindingDecision:
    """The head that was named accepts the risk until its day, or refuses; refused, the finding is open as before.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_accept_risk(decision, by)
    row = locked_open(decision.finding)
    fresh = FindingDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if fresh.state != State.PROPOSED:
        raise EntryRefused("", "Đề nghị này đã được quyết định.")
    if fresh.expires_on <= local(now).date():
        raise EntryRefused("", "Thời hạn của đề nghị này đã qua.")
    fresh.state, fresh.settled_at = (State.ACTIVE if accept else State.REFUSED), now
    fresh.save(update_fields=["state", "settled_at"])
    if not accept:
        settle(row, by=by, now=now, note="Không chấp nhận rủi ro")
        record(DecisionEnded(finding_id=row.pk, decision_id=fresh.pk), by=by, at=now)
        return fresh
    row.decision = fresh.kind
    settle(row, by=by, now=now, note=fresh.reason)
    event = DecisionMade(
        finding_id=row.pk, decision_id=fresh.pk, kind=Code(fresh.kind), expires_on=fresh.expires_on
    )
    record(event, by=by, at=now)
    return fresh
