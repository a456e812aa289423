from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused
from tinhso.citizen.information_access.deeds import check_is_being_answered
from tinhso.citizen.information_access.events import InformationFileAttached
from tinhso.citizen.models import InformationFile, InformationRequest
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files


@transaction.atomic
def attach_information(
    *, request: InformationRequest, ver: int, file: StoredFile, by: Actor, now: datetime
) -> InformationFile:
    """Lay a file with the answer that is being written; the asker opens it once the answer was given.

    Raises: NotYourTurn, Stale, NotBeingAnswered, NoteRefused beyond the most files, NotYourFile.
    """
    check_is_being_answered(request, by)
    if request.files.count() >= InformationFile.MOST:
        raise NoteRefused(f"Mỗi câu trả lời có nhiều nhất {InformationFile.MOST} tệp.")
    request.case.move(ver=ver)
    claim_files([file.pk], by=by, now=now)
    attached = InformationFile.objects.create(request=request, file=file)
    event = InformationFileAttached(case_id=request.case_id, attachment_id=attached.pk)
    record(event, by=by, at=now)
    return attached
