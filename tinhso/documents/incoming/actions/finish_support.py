from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.permissions import check_case_turn, check_not_frozen
from tinhso.documents.incoming.supporting import SUPPORT
from tinhso.documents.models import DocumentSupport, HandlingNote
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor


@transaction.atomic
def finish_support(*, support: DocumentSupport, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Cho ý kiến phối hợp: what a supporting unit has to say; its part is done, the document goes on where it is.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_not_frozen(support.document)
    check_case_turn(support.case, SUPPORT, ver, by)
    check_not_secret(NONE, [text])
    add_note(support.document, HandlingNote.Kind.SUPPORT, text, field="text", by=by, now=now)
    settle_case(case=support.case, ver=ver, outcome="given", by=by, now=now)
    finish_case(case=support.case, ver=support.case.ver, by=by, now=now)
