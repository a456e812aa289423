from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, NotSettled, finish_case, settle_case
from tinhso.citizen.complaints.deeds import tell_complainant
from tinhso.citizen.complaints.route import ON_PAPER, RESOLVE
from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import Actor


@transaction.atomic
def resolve_complaint(*, complaint: Complaint, ver: int, conclusion: str, by: Actor, now: datetime) -> None:
    """The conclusion, given to whoever sent it and to nobody else; of a denunciation it is on paper only.

    Raises: NotYourTurn, Stale, NotSettled before it was taken up, NoteRefused.
    """
    case = complaint.case
    if case.step != RESOLVE:
        raise NotSettled(case.pk)
    if complaint.kind == Complaint.Kind.DENUNCIATION:
        conclusion = ON_PAPER
    if not conclusion.strip():
        raise NoteRefused("Nhập kết luận.")
    settle_case(case=case, ver=ver, outcome="resolved", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    complaint.conclusion = conclusion.strip()
    complaint.save(update_fields=["conclusion"])
    tell_complainant(case, "resolved", by=by, now=now)
