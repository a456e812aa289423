from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.channels.events import BroadcastRecorded
from tinhso.press.channels.limits import seconds_of
from tinhso.press.channels.permissions import check_broadcasts
from tinhso.press.models import Broadcast


@transaction.atomic
def attach_recording(*, broadcast: Broadcast, file: StoredFile, by: Actor, now: datetime) -> None:
    """The words as they are read aloud, in place of an earlier recording, while they wait for approval; of
    an alert, which nobody approves, until its broadcast.

    Raises: PressForbidden, EntryRefused.
    """
    check_broadcasts(broadcast, by)
    row = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if row.state not in Broadcast.TO_COME:
        raise EntryRefused("file", "Bản tin không còn chờ phát.")
    if row.approved_at is not None:
        raise EntryRefused("file", "Bản tin đã duyệt, không thay bản ghi âm; soạn bản tin khác.")
    seconds = seconds_of(file)
    claim_files([file.pk], by=by, now=now)
    row.recording, row.seconds = file, seconds
    row.save(update_fields=["recording", "seconds"])
    record(BroadcastRecorded(broadcast_id=row.pk, seconds=seconds), by=by, at=now)
