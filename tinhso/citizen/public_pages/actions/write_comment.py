from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import Report, ReportComment
from tinhso.citizen.public_pages.actions.follow_report import NotShown
from tinhso.citizen.public_pages.events import CommentWritten
from tinhso.citizen.reports.sender_words import sender_words
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.moderation.public import flags_of, masked
from tinhso.kernel.people.public import User

LONGEST = 1000


class CommentRefused(ValueError):
    """The comment is empty or too long; the message is a whole sentence."""


@transaction.atomic
def write_comment(*, report: Report, text: str, by: Actor, now: datetime) -> ReportComment:
    """Something to add under a published report; the desk lets it through.

    Raises: NotShown, CommentRefused.
    """
    if report.visibility != Report.Visibility.PUBLISHED or by.user_id is None:
        raise NotShown(report.pk)
    text = text.strip()
    if not text:
        raise CommentRefused("Viết bình luận.")
    if len(text) > LONGEST:
        raise CommentRefused(f"Bình luận dài {len(text)} ký tự; rút gọn còn tối đa {LONGEST} ký tự.")
    author = User.objects.select_related("person").get(pk=by.user_id)
    author_words = sender_words(author.person)
    flags = flags_of(text, sender_words=author_words)
    comment = ReportComment.objects.create(
        report=report, author=author, text=masked(text, author_words), flags=flags, written_at=now
    )
    record(CommentWritten(case_id=report.case_id, comment_id=comment.pk), by=SYSTEM, at=now)
    return comment
