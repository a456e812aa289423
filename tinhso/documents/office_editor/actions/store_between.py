from datetime import datetime

from django.db import transaction

from tinhso.documents.models import DraftLock, DraftVersion, OutgoingDocument
from tinhso.documents.office_editor.actions.store_save import BETWEEN, store_save
from tinhso.documents.office_editor.locks import LIFE, held_document, matching_lock
from tinhso.documents.outgoing.docx_upload import check_docx, lines_of_docx
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor


@transaction.atomic
def store_between(
    *, document: OutgoingDocument, lock: str, content: bytes, by: Actor, now: datetime
) -> DraftVersion:
    """What the office suite saved by itself is no version, or an afternoon would make hundreds: its bytes wait at the draft
    until the next save takes their place. The version that still counts.

    Raises: FileRefused, SecretDocument, NotYourTurn, LockMismatch.
    """
    check_docx(content, name=f"{document.case.code}.docx")
    check_not_secret(NONE, lines_of_docx(content))
    check_step(document, DRAFT, document.case.ver, by)
    held = matching_lock(held_document(document), lock, now)
    store_save(document=document, content=content, reason=BETWEEN, by=by, now=now)
    DraftLock.objects.filter(pk=held.pk).update(expires_at=now + LIFE)
    return newest(document)
