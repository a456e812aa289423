"""Who represents the organisation that a case is about: persons who see its cases and act in them as the applicant."""

from tinhso.casework.case import turns
from tinhso.casework.models import Case, Participant
from tinhso.kernel.site.public import planned

ROLE = "representative"
SEAT_ALL = """
insert into casework_participant (case_id, person_id, role, act, open)
select id, %s, %s, '', false from casework_case where person_id = %s and kind = %s
on conflict do nothing
"""


def is_representative(case: Case, person_id: int) -> bool:
    """The person sits in this case for the organisation it is about. One query."""
    return Participant.objects.filter(case=case.pk, person=person_id, role=ROLE).exists()


def seat_representative(case: Case, *, person_id: int) -> None:
    """One who represents the applicant takes part in a case of theirs."""
    turns.add_person(case.pk, person_id=person_id, role=ROLE)


def seat_in_cases_of(organisation_id: int, *, kind: str, person_id: int) -> None:
    """In all of its cases of that kind, those from before too: who represents it now answers for them. One statement."""
    with planned() as cursor:
        cursor.execute(SEAT_ALL, [person_id, ROLE, organisation_id, kind])


def unseat_in_cases_of(organisation_id: int, *, person_id: int) -> None:
    """Who represents it no more sees none of them by it."""
    Participant.objects.filter(case__person=organisation_id, person=person_id, role=ROLE).delete()
