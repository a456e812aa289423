"""What the inbox shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tinhso.kernel.notices.models import Delivery, Notice
from tinhso.kernel.notices.wording import wording
from tinhso.kernel.people.public import User

RECENT = 8


@dataclass(frozen=True)
class InboxLine:
    id: UUID
    subject: str
    text: str
    path: str
    at: datetime
    unread: bool


def unread_count(user: User) -> int:
    """For the header; one query."""
    return Notice.objects.of(user).unread().count()


@dataclass(frozen=True)
class DeliveryLine:
    channel: str
    state: str
    tone: str
    at: datetime


def recent_deliveries(user: User) -> list[DeliveryLine]:
    """The last messages to this account outside the inbox, newest first; one query."""
    tones = {Delivery.State.SENT: "good", Delivery.State.FAILED: "late", Delivery.State.GAVE_UP: "late"}
    found = (
        Delivery.objects.filter(notice__in=Notice.objects.of(user))
        .select_related("notice")
        .order_by("-pk")[:RECENT]
    )
    return [
        DeliveryLine(
            d.get_channel_display(),
            d.get_state_display(),
            tones.get(Delivery.State(d.state), ""),
            d.notice.created_at,
        )
        for d in found
    ]


def inbox_lines(notices: list[Notice]) -> list[InboxLine]:
    """The notices in words of the active language."""
    lines = []
    for notice in notices:
        words = wording(notice.template, notice.params)
        new = notice.read_at is None
        lines.append(InboxLine(notice.pk, words.subject, words.text, notice.path, notice.created_at, new))
    return lines


def deliveries_by_state(key_prefix: str) -> list[tuple[str, str, int]]:
    """How many messages of the notices whose key begins so went out by which channel, in words. One query."""
    rows = Delivery.objects.filter(notice__key__startswith=key_prefix).values_list("channel", "state")
    counts = rows.annotate(n=Count("pk")).order_by("channel", "state")
    return [(str(Delivery.Channel(c).label), str(Delivery.State(s).label), n) for c, s, n in counts]
