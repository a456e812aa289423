"""What comments on drafts hold about a person: for the export of one's own data, and when an account ends."""

from collections.abc import Iterator
from datetime import datetime

from tinhso.documents.models import PublicComment
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, User


def tables(actor: Actor) -> Iterator[MyTable]:
    """The actor's comments, the newest first. One query."""
    rows = PublicComment.objects.filter(author=actor.user_id or 0).select_related(
        "consultation__case", "answer"
    )
    yield MyTable("gop-y-du-thao", [about(one) for one in rows.order_by("-pk")[:MOST_ROWS]])


def about(one: PublicComment) -> dict[str, object]:
    return {
        "ma_du_thao": one.consultation.case.code,
        "doan": one.paragraph,
        "trich": one.quote,
        "noi_dung": one.text,
        "co_quan_to_chuc": one.organisation,
        "gui_luc": one.written_at,
        "trang_thai": one.get_state_display(),
        "tra_loi": one.answer.text if one.answer and one.consultation.is_answered else "",
    }


def unlink_author(user: User, now: datetime) -> None:
    """The masked comment stays in the draft's file; nothing says any more whose it was."""
    PublicComment.objects.filter(author=user).update(author=None)
