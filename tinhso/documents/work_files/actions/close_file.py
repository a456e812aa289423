from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.work_files.moving import held_row, last_day_to_hand_over, note_move
from tinhso.documents.work_files.permissions import check_can_fill
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def close_file(*, file: WorkFile, ended_on: date, by: Actor, now: datetime) -> WorkFile:
    """The work of a file ended on that day: nothing is put in any more, and the time to hand it over begins to run.

    Raises: DocumentsForbidden, EntryRefused.
    """
    day = local(now).date()
    check_can_fill(file, by, day)
    row = held_row(file, states=(WorkFile.State.PLANNED, WorkFile.State.OPEN))
    inside = row.entries.filter(removed_at=None)
    if not inside.exists():
        raise EntryRefused("", "Hồ sơ chưa có tài liệu nào, chưa kết thúc được.")
    if ended_on > day:
        raise EntryRefused("ended_on", "Ngày kết thúc công việc không thể ở sau hôm nay.")
    newest = inside.order_by("-dated").values_list("dated", flat=True)[0]
    if ended_on < newest:
        shown = newest.strftime("%d/%m/%Y")
        raise EntryRefused(
            "ended_on", f"Hồ sơ có tài liệu ngày {shown}: công việc không thể kết thúc trước đó."
        )
    row.state = WorkFile.State.CLOSED
    row.closed_on, row.due_on = ended_on, last_day_to_hand_over(ended_on)
    row.save(update_fields=["state", "closed_on", "due_on"])
    note_move(row, FileMove.Kind.CLOSED, by=by, now=now)
    return row
