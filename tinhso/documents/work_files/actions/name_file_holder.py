from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.holders import unit_of_holder
from tinhso.documents.work_files.moving import asked_reason, held_row, note_move
from tinhso.documents.work_files.permissions import check_can_lead_files
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User

State = WorkFile.State


@transaction.atomic
def name_file_holder(
    *, file: WorkFile, holder: User, reason: str, day: date, by: Actor, now: datetime
) -> WorkFile:
    """A head gives a file that is not yet in the archive to another holder of the agency.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_lead_files(file.agency_id, by)
    words = asked_reason(reason, "Ghi lý do đổi người lập hồ sơ.")
    row = held_row(file, states=(State.PLANNED, State.OPEN, State.CLOSED, State.OFFERED))
    row.unit = unit_of_holder(holder, row.agency, day)
    row.holder = holder
    row.save(update_fields=["holder", "unit"])
    note_move(row, FileMove.Kind.HOLDER, by=by, now=now, reason=words)
    return row
