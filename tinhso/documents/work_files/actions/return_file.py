from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import asked_reason, held_row, note_move
from tinhso.documents.work_files.permissions import check_can_receive_file
from tinhso.kernel.events.public import Actor


@transaction.atomic
def return_file(*, file: WorkFile, reason: str, by: Actor, now: datetime) -> WorkFile:
    """The archive gives an offered file back with what lacks; it is closed as before, and a head may reopen it.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_receive_file(file, by)
    words = asked_reason(reason, "Ghi hồ sơ còn thiếu gì.")
    row = held_row(file, states=(WorkFile.State.OFFERED,))
    row.state = WorkFile.State.CLOSED
    row.save(update_fields=["state"])
    note_move(row, FileMove.Kind.RETURNED, by=by, now=now, reason=words)
    return row
