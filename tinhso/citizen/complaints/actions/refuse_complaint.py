from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.citizen.complaints.deeds import tell_complainant
from tinhso.citizen.complaints.route import ON_PAPER
from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import Actor


@transaction.atomic
def refuse_complaint(*, complaint: Complaint, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Không thụ lý, with the reason and the way on in writing; of a denunciation the reason is on paper only.

    Raises: NotYourTurn, Stale, Unlawful, NoteRefused.
    """
    if complaint.kind == Complaint.Kind.DENUNCIATION:
        text = ON_PAPER
    refuse_case(case=complaint.case, ver=ver, text=text, by=by, now=now)
    tell_complainant(complaint.case, "refused", by=by, now=now)
