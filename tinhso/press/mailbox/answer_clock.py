"""From when on the time for an answer to a message is counted."""

from datetime import datetime

from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import local
from tinhso.press.models import PressMail

RULE = "press.mail_counts_from"


def counts_from(mail: PressMail, now: datetime) -> datetime:
    """When the message came, unless the rule of that day says when it is taken over."""
    basis = rule_or(RULE, "received", on=local(mail.received_at).date())
    return now if basis == "taken_over" else mail.received_at
