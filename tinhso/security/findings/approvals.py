"""Risks that wait for the head who is named: the notice in the inbox, and the link beside the worklist."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.public import notify
from tinhso.security.models import OPEN_STATES, FindingDecision

TOPIC = "security.risks"


def notify_approver(decision: FindingDecision, now: datetime) -> None:
    """That a risk waits and until when, never which weakness or machine."""
    if decision.approver is not None:
        notify(
            to=decision.approver,
            topic=TOPIC,
            template="security.risk_proposed",
            params={"day": decision.expires_on},
            now=now,
            key=f"security_risk:{decision.pk}",
            path=reverse("security_finding", args=[decision.finding.code]),
        )


def risks_waiting_for(by: Actor) -> int:
    """Risks that this officer was named to accept, of findings that are open. One query."""
    return FindingDecision.objects.waiting_for(by).filter(finding__state__in=OPEN_STATES).count()
