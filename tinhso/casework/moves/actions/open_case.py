from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tinhso.casework.case import turns
from tinhso.casework.case.kind import kind_of
from tinhso.casework.case.permissions import NotYourTurn, check_is_known
from tinhso.casework.models import Case, Process
from tinhso.casework.moves.opening import opened
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.places.public import AdminUnit


@transaction.atomic
def open_case(
    *,
    kind: str,
    code: str,
    title: str,
    agency: Agency,
    source: Case.Source,
    by: Actor,
    now: datetime,
    desk: Agency | None = None,
    process: Process | None = None,
    person: Person | None = None,
    submitter: Person | None = None,
    place: AdminUnit | None = None,
    client_key: UUID | None = None,
    parent: Case | None = None,
    desk_role: str = "",
) -> Case:
    """Open a draft, or give back the one that this `client_key` made before.

    With `desk_role` it waits for that role at the desk. Raises: NotYourTurn for a visitor and for somebody
    else's key.
    """
    check_is_known(by)
    if client_key and (earlier := Case.objects.filter(client_key=client_key).first()):
        return _earlier_case(earlier, person)
    case = Case(
        kind=kind,
        code=code,
        title=title,
        agency=agency,
        desk=desk,
        process=process,
        person=person,
        submitter=submitter,
        place=place,
        client_key=client_key,
        parent=parent,
        source=source,
        opened_at=now,
    )
    if not _first(case, desk_role):
        return _earlier_case(Case.objects.get(client_key=client_key), person)
    record(opened(case), by=by, at=now)
    return case


def _earlier_case(earlier: Case, person: Person | None) -> Case:
    if earlier.person_id != (person.pk if person else None):
        raise NotYourTurn(earlier.pk)
    return earlier


def _first(case: Case, desk_role: str) -> bool:
    """Write the case and seat its people; False where the same client key won at the same moment. Nothing is half done."""
    case.confidential = kind_of(case.kind).confidential
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            _seat_people(case)
            if desk_role and case.desk_id:
                turns.give_turn(case.pk, agency_id=case.desk_id, role=desk_role, act="draft")
    except IntegrityError:
        if case.client_key and Case.objects.filter(client_key=case.client_key).exists():
            return False
        raise
    return True


def _seat_people(case: Case) -> None:
    """The applicant has the turn while it is a draft; whoever files for them may see it."""
    if case.person_id:
        turns.give_person_turn(case.pk, person_id=case.person_id, act="draft")
    if case.submitter_id and case.submitter_id != case.person_id:
        turns.add_person(case.pk, person_id=case.submitter_id, role="submitter")
