from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, erase_notes, forget_applicant
from tinhso.citizen.complaints.deeds import tell_off_the_network
from tinhso.citizen.complaints.events import DenunciationMovedOut
from tinhso.citizen.models import Complaint, ComplaintFile
from tinhso.citizen.sender.actions.forget_reporter import forget_if_alone
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import StoredFile, erase_file
from tinhso.kernel.notices.public import forget_notices

DENUNCIATION = Complaint.Kind.DENUNCIATION


class NotADenunciation(ValueError):
    """A complaint keeps its words: only a denunciation may not lie on a networked machine."""


@transaction.atomic
def move_out_denunciation(*, complaint: Complaint, by: Actor, now: datetime) -> None:
    """The receiving unit printed one that is still kept here whole: words, sender and files go, the number stays.

    A second time nothing happens. Raises: NotYourTurn but for an officer of the unit, NotADenunciation.
    """
    if complaint.kind != DENUNCIATION:
        raise NotADenunciation(complaint.pk)
    visible = Case.objects.visible_to(by).filter(pk=complaint.case_id)
    if not (by.system or (by.is_officer and visible.exists())):
        raise NotYourTurn(complaint.case_id)
    if complaint.moved_out_at is not None:
        return
    held = ComplaintFile.objects.filter(complaint=complaint).select_related("file")
    files = [one.file for one in held]
    held.delete()
    nothing = dict.fromkeys(("sender_name", "phone", "email", "address", "subject", "text", "conclusion"), "")
    Complaint.objects.filter(pk=complaint.pk).update(**nothing, accused=None, salt=b"", moved_out_at=now)
    complaint.refresh_from_db()
    leave_number(complaint.case, files, by=by, now=now)


@transaction.atomic
def leave_number(case: Case, files: Iterable[StoredFile], *, by: Actor, now: datetime) -> None:
    """The rest of it, for whatever form it came in: files with their bytes, notes, a word to the sender, the record."""
    sizes = []
    for file in files:
        sizes.append(file.size)
        erase_file(file, by=SYSTEM, now=now)
    erase_notes(case=case)
    tell_off_the_network(case, now=now)
    record(DenunciationMovedOut(case_id=case.pk, files=len(sizes), size=sum(sizes)), by=by, at=now)


@transaction.atomic
def forget_denouncers(*, now: datetime) -> int:
    """Every night: who sent a denunciation was told by now, and is known here no longer. How many.

    Not in the deed itself: the message that tells where to hand it in has to find its way.
    """
    left = Complaint.objects.filter(kind=DENUNCIATION, case__person__isnull=False).exclude(moved_out_at=None)
    rows = list(left.select_related("case__person").order_by("pk")[:10_000])
    for complaint in rows:
        person = complaint.case.person
        forget_applicant(case=complaint.case)
        forget_notices(case_id=complaint.case_id)
        forget_if_alone(person, complaint.case_id, now)
    return len(rows)
