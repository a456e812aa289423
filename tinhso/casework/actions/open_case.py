from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework import turns
from tinhso.casework.events import CaseOpened
from tinhso.casework.kind import kind_of
from tinhso.casework.models import Case, Process
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
) -> Case:
    """Open a draft; with a `client_key` that was used before, give back the case that it made the first time."""
    if client_key and (earlier := Case.objects.filter(client_key=client_key).first()):
        return earlier
    case = Case.objects.create(
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
        confidential=kind_of(kind).confidential,
    )
    if person:
        turns.give_person_turn(case.pk, person_id=person.pk, act="draft")
    if submitter and submitter != person:
        turns.add_person(case.pk, person_id=submitter.pk, role="submitter")
    record(CaseOpened(case_id=case.pk, kind=kind, source=source, agency_id=agency.pk), by=by, at=now)
    return case
