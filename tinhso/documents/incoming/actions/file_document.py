from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.way import DIRECT
from tinhso.documents.models import ArrivingDocument, HandlingNote, HandlingStatus
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor


@transaction.atomic
def file_document(*, document: ArrivingDocument, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Lưu, không cần giải quyết: the leader has taken note of it and nobody needs to do anything.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_turn(document, DIRECT, ver, by)
    check_not_secret(NONE, [text])
    add_note(document, HandlingNote.Kind.DIRECTION, text, field="text", by=by, now=now)
    case = document.case
    settle_case(case=case, ver=ver, outcome="filed", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    write_status(document, HandlingStatus.Code.FINISHED, by=by, now=now)
