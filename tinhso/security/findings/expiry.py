"""Decisions end on their day; what they lay over is open anew."""

from datetime import datetime

from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.dates import local
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.models import FindingDecision

State = FindingDecision.State


def end_expired(now: datetime) -> int:
    """How many ended."""
    expired = FindingDecision.objects.filter(
        state__in=[State.PROPOSED, State.ACTIVE], expires_on__lte=local(now).date()
    )
    rows = list(expired.select_related("finding").order_by("pk")[:5000])
    for one in rows:
        end_decision(decision=one, by=SYSTEM, now=now)
    return len(rows)
