import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, set_apart_case, submit_case
from tinhso.citizen.complaints.actions.set_apart_complaint import DENUNCIATION, keep_complaint, keep_number
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.route import KIND, TITLE, complaint_limit, complaint_process, receiving_unit
from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another


@transaction.atomic
def register_complaint(
    *,
    kind: Complaint.Kind,
    accused: Agency | None,
    content: ComplaintContent,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> Complaint:
    """A desk enters what came on paper or by word; from then on only the receiving unit sees it.

    Of a denunciation only the number is kept, whatever `content` says. The same key makes one.
    Raises: NotYourTurn but for a desk officer, examiner or head; NoReceivingUnit.
    """
    if not any(by.holds(role) for role in (DeskOfficer, Examiner, Head)):
        raise NotYourTurn
    day = now.date()
    unit = receiving_unit(accused, on=day)
    code = f"DT-{now:%y%m%d}-{''.join(secrets.choice(LETTERS) for _ in range(5))}"
    case = open_case(
        kind=KIND,
        code=code,
        title=TITLE,
        agency=unit,
        desk=Agency.objects.get(pk=by.agency_id or 0),  # whoever enters it may hand it on
        source=Case.Source.COUNTER,
        process=complaint_process(),
        client_key=client_key,
        by=by,
        now=now,
    )
    if case.state != State.DRAFT:
        return Complaint.objects.get(case=case)
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=Examiner.code, by=by, now=now)
    take_in(case, kind, unit, by=by, now=now)
    if kind == DENUNCIATION:
        return keep_number(case, content.channel, by=by, now=now)
    return keep_complaint(case, kind, accused, content, by=by, now=now)


def take_in(case: Case, kind: Complaint.Kind, unit: Agency, *, by: Actor, now: datetime) -> None:
    """To the first step at the receiving unit, as if it had come there from public work."""
    set_apart_case(
        case=case,
        ver=case.ver,
        kind=KIND,
        title=TITLE,
        process=complaint_process(),
        agency=unit,
        limit=complaint_limit("intake", kind, on=now.date()),
        by=by,
        now=now,
    )
