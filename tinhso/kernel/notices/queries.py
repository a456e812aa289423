"""What the inbox shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.wording import wording
from tinhso.kernel.people.public import User


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


def inbox_lines(notices: list[Notice]) -> list[InboxLine]:
    """The notices in words of the active language."""
    lines = []
    for notice in notices:
        words = wording(notice.template, notice.params)
        new = notice.read_at is None
        lines.append(InboxLine(notice.pk, words.subject, words.text, notice.path, notice.created_at, new))
    return lines
