"""What is written on an arriving document, by whom in which post, inside the transaction of the deed."""

from datetime import datetime

from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold

LONGEST = 4000


def add_note(
    document: ArrivingDocument, kind: HandlingNote.Kind, text: str, *, field: str, by: Actor, now: datetime
) -> HandlingNote:
    """EntryRefused for an empty or too long one; its words are found by search from now on."""
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        raise EntryRefused(field, f"Ghi nội dung, tối đa {LONGEST} ký tự.")
    post = Post.objects.get(pk=by.post_id or 0)
    document.folded = f"{document.folded} {fold(words)}"
    document.save(update_fields=["folded"])
    return HandlingNote.objects.create(
        document=document, kind=kind, text=words, by_id=by.user_id or 0, post_title=post.title, at=now
    )
