from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tinhso.documents.models import EditorSave, OutgoingDocument
from tinhso.documents.office_editor.events import EditorSaveStored
from tinhso.documents.office_editor.locks import held_document
from tinhso.documents.office_editor.permissions import check_can_store_save
from tinhso.documents.outgoing.docx_upload import DOCX_TYPE, RULES, check_docx, lines_of_docx
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import claim_files, erase_file, store_upload
from tinhso.lib.dates import local

BETWEEN = "Bộ soạn thảo tự lưu trong lúc soạn; lần bấm Lưu sau đó thay bản này."


@transaction.atomic
def store_save(
    *, document: OutgoingDocument, content: bytes, reason: str, by: Actor, now: datetime
) -> EditorSave:
    """The bytes that the suite saved and no version could be made of, as an upload is stored; the officer's former ones go.

    Raises: DocumentsForbidden, FileRefused, SecretDocument.
    """
    check_can_store_save(document, by)
    name = f"{document.case.code}-{local(now):%H%M%S}.docx"
    check_docx(content, name=name)
    check_not_secret(NONE, lines_of_docx(content))
    held_document(document)
    file = store_upload(SimpleUploadedFile(name, content, DOCX_TYPE), by=by, now=now, rules=RULES)
    claim_files([file.pk], by=by, now=now)
    words = {"file": file, "reason": reason[:1000], "at": now}
    before = EditorSave.objects.select_related("file").filter(document=document, by_id=by.user_id).first()
    if before is None:
        made = EditorSave.objects.create(document=document, by_id=by.user_id or 0, **words)
    else:
        EditorSave.objects.filter(pk=before.pk).update(**words)
        erase_file(before.file, by=SYSTEM, now=now)
        made = EditorSave.objects.get(pk=before.pk)
    record(EditorSaveStored(case_id=document.pk, save_id=made.pk), by=by, at=now)
    return made
