from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import asked_reason, note_move
from tinhso.documents.work_files.permissions import check_can_lead_files
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def release_file(*, file: WorkFile, reason: str, by: Actor, now: datetime) -> WorkFile:
    """A head ends a hold; the file goes on in the state in which it was held.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_lead_files(file.agency_id, by)
    words = asked_reason(reason, "Ghi vì sao thôi giữ nguyên trạng.")
    row = WorkFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if not row.hold_reason:
        raise EntryRefused("", "Hồ sơ không bị giữ nguyên trạng.")
    row.hold_reason = ""
    row.save(update_fields=["hold_reason"])
    note_move(row, FileMove.Kind.RELEASED, by=by, now=now, reason=words)
    return row
