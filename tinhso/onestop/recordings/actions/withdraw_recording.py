"""Takes a recording off the page, with its bytes and the names of whose voice it is and of who recorded it."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import erase_file
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Recording
from tinhso.onestop.recordings.events import RecordingWithdrawn


@transaction.atomic
def withdraw_recording(*, recording: Recording, because: Recording.Because, by: Actor, now: datetime) -> bool:
    """False where it was withdrawn before. Raises: PermissionDenied."""
    check_can_keep_catalogue(by)
    standing = Recording.objects.standing().select_for_update(of=("self",)).select_related("file")
    found = standing.filter(pk=recording.pk).first()
    if found is None or found.file is None:
        return False
    file = found.file
    found.file, found.speaker, found.recorded_by = None, "", ""
    found.withdrawn_at, found.withdrawn_because = now, because
    found.save(update_fields=["file", "speaker", "recorded_by", "withdrawn_at", "withdrawn_because"])
    erase_file(file, by=SYSTEM, now=now)
    record(RecordingWithdrawn(recording_id=found.pk, because=because.value), by=by, at=now)
    return True
