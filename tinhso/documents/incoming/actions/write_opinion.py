from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.events import HandlingNoteWritten
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.permissions import check_can_write
from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def write_opinion(*, document: ArrivingDocument, text: str, by: Actor, now: datetime) -> HandlingNote:
    """An opinion of anybody on the routing list, until the document is settled.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_write(document, by, now)
    check_not_secret(NONE, [text])
    note = add_note(document, HandlingNote.Kind.OPINION, text, field="text", by=by, now=now)
    record(HandlingNoteWritten(case_id=document.pk, note_id=note.pk, kind=Code(note.kind)), by=by, at=now)
    return note
