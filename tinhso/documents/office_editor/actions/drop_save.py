from datetime import datetime

from django.db import transaction

from tinhso.documents.models import EditorSave
from tinhso.documents.office_editor.events import EditorSaveDropped
from tinhso.documents.office_editor.permissions import check_can_open_save
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import erase_file


@transaction.atomic
def drop_save(*, save: EditorSave, by: Actor, now: datetime) -> None:
    """The officer needs what the suite saved no more: row and bytes go.

    Raises: DocumentsForbidden.
    """
    check_can_open_save(save, by)
    pk, file = save.pk, save.file
    save.delete()
    erase_file(file, by=SYSTEM, now=now)
    record(EditorSaveDropped(case_id=save.document_id, save_id=pk), by=by, at=now)
