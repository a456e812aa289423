"""How long an unfinished text is kept for its author."""

from datetime import datetime, timedelta

from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.press.models import ArticleDraft

RULE = "press.draft_days"


def forget_drafts(now: datetime) -> int:
    """Delete what nobody went on with for longer than the rule of the day says; how many."""
    days = int(rule(RULE, on=local(now).date()))
    return ArticleDraft.objects.filter(at__lte=now - timedelta(days=days)).delete()[0]
