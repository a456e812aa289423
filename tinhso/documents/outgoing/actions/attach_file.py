from datetime import datetime

from django.db import transaction

from tinhso.documents.models import AttachedFile, OutgoingDocument
from tinhso.documents.outgoing.events import DocumentFileAttached
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused

MOST_FILES = 20


@transaction.atomic
def attach_file(
    *, document: OutgoingDocument, ver: int, file: StoredFile, title: str, by: Actor, now: datetime
) -> AttachedFile:
    """The drafter lets a file of their own go along with the draft while it lies with them.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused, NotYourFile.
    """
    check_step(document, DRAFT, ver, by)
    check_not_secret(NONE, [title, file.name])
    if not title.strip():
        raise EntryRefused("title", "Ghi tên văn bản, tài liệu kèm theo.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if AttachedFile.objects.filter(document=held, removed_at=None).count() >= MOST_FILES:
        raise EntryRefused("file", f"Một văn bản kèm tối đa {MOST_FILES} tệp.")
    claim_files([file.pk], by=by, now=now)
    made = AttachedFile.objects.create(
        document=held, file=file, title=title.strip(), by_id=by.user_id or 0, at=now
    )
    record(DocumentFileAttached(case_id=document.pk, attached_id=made.pk), by=by, at=now)
    return made
