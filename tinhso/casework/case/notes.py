from datetime import datetime

from tinhso.casework.models import Case, Note
from tinhso.kernel.events.public import Actor, Commitment, commit
from tinhso.kernel.site.public import insert_row

LONGEST = 4000  # characters of one note


class NoteRefused(ValueError):
    """The text is empty or too long; the message says what to do."""


def write_note(
    case: Case, kind: Note.Kind, text: str, *, by: Actor, now: datetime, for_citizen: bool
) -> tuple[int, Commitment]:
    """Keep the text where it can be erased; what the event may hold comes back: the id and a commitment."""
    text = text.strip()
    if not text:
        raise NoteRefused("Nhập nội dung.")
    if len(text) > LONGEST:
        raise NoteRefused(f"Nội dung dài {len(text)} ký tự; rút gọn còn tối đa {LONGEST} ký tự.")
    note = Note(
        case=case, kind=kind, text=text, for_citizen=for_citizen, author_id=by.user_id, written_at=now
    )
    insert_row(note)
    return note.pk, commit(bytes(note.salt), text)
