"""How long a contact that ended is kept: long enough to ask about what happened then."""

from datetime import datetime, timedelta

from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import SecurityContact

RULE = "security.contact_days"


def forget_contacts(now: datetime) -> int:
    """Delete contacts that ended longer ago than the rule of the day says; how many."""
    today = local(now).date()
    last = today - timedelta(days=int(rule(RULE, on=today)))
    return SecurityContact.objects.filter(ends__lte=last).delete()[0]
