from datetime import datetime

from tinhso.kernel.notices.models.notice import NoticeQuerySet


def mark_read(notices: NoticeQuerySet, *, now: datetime) -> int:
    """The owner has seen these; how many were new. No event: reading one's own inbox is nobody's business."""
    return notices.unread().update(read_at=now)
