from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.events import HandlingNoteWritten
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.notices import holders, notify_people
from tinhso.documents.incoming.permissions import check_can_urge
from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Examiner, Head


@transaction.atomic
def urge_document(*, document: ArrivingDocument, text: str, by: Actor, now: datetime) -> HandlingNote:
    """Đôn đốc: the clerk or a leader of the receiving agency urges whoever has the document; they are told at once.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_urge(document, by, now)
    check_not_secret(NONE, [text])
    note = add_note(document, HandlingNote.Kind.URGING, text, field="text", by=by, now=now)
    notify_people(document, "urged", _whose_turn(document, now), now=now, mark=note.pk)
    record(HandlingNoteWritten(case_id=document.pk, note_id=note.pk, kind=Code(note.kind)), by=by, at=now)
    return note


def _whose_turn(document: ArrivingDocument, now: datetime) -> list[User]:
    turn = (
        document.case.participants.filter(open=True, agency__isnull=False).select_related("officer").first()
    )
    if turn is None or turn.agency_id is None:
        return []
    if turn.officer is not None:
        return [turn.officer]
    return holders(turn.agency_id, turn.role if turn.role in (Head.code, Examiner.code) else Head.code, now)
