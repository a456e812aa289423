from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import asked_reason, note_move
from tinhso.documents.work_files.permissions import check_can_lead_files
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def hold_file(*, file: WorkFile, reason: str, by: Actor, now: datetime) -> WorkFile:
    """A head holds a file still by an order (an inspection, a dispute): nothing in it changes and no term of keeping ends it
    until the hold is released (phụ lục VI, IV.1g).

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_lead_files(file.agency_id, by)
    words = asked_reason(reason, "Ghi quyết định hoặc yêu cầu phải giữ nguyên trạng hồ sơ.")
    row = WorkFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.hold_reason:
        raise EntryRefused("", "Hồ sơ đang được giữ nguyên trạng.")
    row.hold_reason = words
    row.save(update_fields=["hold_reason"])
    note_move(row, FileMove.Kind.HELD, by=by, now=now, reason=words)
    return row
