from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tinhso.kernel.people.public import User


@dataclass(frozen=True)
class Answer:
    """What the other system said; which `code` is yes, its client knows."""

    code: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)


class Outgoing(models.Model):
    """How often a message to another system was tried, what it answered, and who set it aside.

    `next_try`, `claimed_at` and `answered_at` are the real clock. The states are those of the message itself: waiting,
    sending, confirmed, stuck, skipped (`queue.py` moves them).
    """

    state = models.CharField(max_length=10)  # each kind of message names its own
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_code = models.CharField(max_length=10, blank=True)
    answer_text = models.CharField(max_length=300, blank=True)
    skip_reason = models.CharField(max_length=500, blank=True)
    skipped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
