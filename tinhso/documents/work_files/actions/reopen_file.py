from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import asked_reason, held_row, note_move
from tinhso.documents.work_files.permissions import check_can_lead_files
from tinhso.kernel.events.public import Actor


@transaction.atomic
def reopen_file(*, file: WorkFile, reason: str, by: Actor, now: datetime) -> WorkFile:
    """A head opens a file again whose work goes on, as long as the archive has not received it.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_lead_files(file.agency_id, by)
    words = asked_reason(reason, "Ghi lý do mở lại hồ sơ.")
    row = held_row(file, states=(WorkFile.State.CLOSED,))
    row.state, row.closed_on, row.due_on = WorkFile.State.OPEN, None, None
    row.save(update_fields=["state", "closed_on", "due_on"])
    note_move(row, FileMove.Kind.REOPENED, by=by, now=now, reason=words)
    return row
