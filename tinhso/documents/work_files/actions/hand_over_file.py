from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import held_row, note_move
from tinhso.documents.work_files.permissions import check_can_fill
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local


@transaction.atomic
def hand_over_file(*, file: WorkFile, by: Actor, now: datetime) -> WorkFile:
    """The holder offers a closed file to the agency's archive, which receives it or gives it back (NĐ 30/2020 Điều 30).

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_fill(file, by, local(now).date())
    row = held_row(file, states=(WorkFile.State.CLOSED,))
    row.state = WorkFile.State.OFFERED
    row.save(update_fields=["state"])
    note_move(row, FileMove.Kind.OFFERED, by=by, now=now)
    return row
