from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ReportConfirmed(Event):
    """Somebody else says that they meet the same ("tôi cũng gặp")."""


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody wrote a comment under a report; it waits for the desk."""

    comment_id: int
