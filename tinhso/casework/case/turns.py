"""Whose turn it is: the rows of participants that the moves of a case write, one statement each."""

from datetime import datetime

from tinhso.kernel.site.public import planned

GIVE = """
with closed as (
    update casework_participant set open = false
    where case_id = %(case)s and open and not (agency_id = %(agency)s and role = %(role)s)
)
insert into casework_participant (case_id, agency_id, officer_id, role, act, open, due_at)
values (%(case)s, %(agency)s, %(officer)s, %(role)s, %(act)s, true, %(due)s)
on conflict (case_id, agency_id, role) where agency_id is not null
do update set open = true, due_at = excluded.due_at, act = excluded.act,
    officer_id = coalesce(excluded.officer_id, casework_participant.officer_id)
"""

GIVE_PERSON = """
with closed as (update casework_participant set open = false where case_id = %(case)s and open)
insert into casework_participant (case_id, person_id, role, act, open, due_at)
values (%(case)s, %(person)s, %(role)s, %(act)s, true, %(due)s)
on conflict (case_id, person_id, role) where person_id is not null
do update set open = true, due_at = excluded.due_at, act = excluded.act
"""

KEEP = """
insert into casework_participant (case_id, agency_id, role, act, open, due_at)
values (%s, %s, %s, %s, false, %s)
on conflict (case_id, agency_id, role) where agency_id is not null
do update set open = false, due_at = excluded.due_at, act = excluded.act
"""


def give_turn(
    case_id: int,
    *,
    agency_id: int,
    role: str,
    act: str,
    officer_id: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Close whoever's turn it was and open that of a role at an agency; a named officer keeps the name."""
    values: dict[str, int | str | datetime | None] = {
        "case": case_id,
        "agency": agency_id,
        "role": role,
        "act": act,
        "officer": officer_id,
        "due": due_at,
    }
    with planned() as cursor:
        cursor.execute(GIVE, values)


def give_person_turn(
    case_id: int, *, person_id: int, act: str, role: str = "applicant", due_at: datetime | None = None
) -> None:
    """The case waits for the citizen."""
    values: dict[str, int | str | datetime | None] = {
        "case": case_id,
        "person": person_id,
        "role": role,
        "act": act,
        "due": due_at,
    }
    with planned() as cursor:
        cursor.execute(GIVE_PERSON, values)


def keep_for(case_id: int, *, agency_id: int, role: str, act: str, due_at: datetime) -> None:
    """A role at an agency that may act after `due_at`, without a turn."""
    with planned() as cursor:
        cursor.execute(KEEP, [case_id, agency_id, role, act, due_at])


def add_person(case_id: int, *, person_id: int, role: str) -> None:
    """A person who may see the case, without a turn."""
    with planned() as cursor:
        cursor.execute(
            "insert into casework_participant (case_id, person_id, role, act, open) values (%s, %s, %s, '', false)"
            " on conflict do nothing",
            [case_id, person_id, role],
        )


def remove_person(case_id: int, *, person_id: int, role: str) -> None:
    """That person takes part in this role no more, nor sees the case by it."""
    with planned() as cursor:
        cursor.execute(
            "delete from casework_participant where case_id = %s and person_id = %s and role = %s",
            [case_id, person_id, role],
        )


def let_see(case_id: int, *, agency_id: int, role: str) -> None:
    """A role at an agency that may see the case, without a turn."""
    with planned() as cursor:
        cursor.execute(
            "insert into casework_participant (case_id, agency_id, role, act, open) values (%s, %s, %s, '', false)"
            " on conflict do nothing",
            [case_id, agency_id, role],
        )


def end_turns(case_id: int) -> None:
    """Nobody's turn any more."""
    with planned() as cursor:
        cursor.execute("update casework_participant set open = false where case_id = %s and open", [case_id])


def set_due(case_id: int, due_at: datetime | None) -> None:
    """The open turn of an agency waits until then."""
    with planned() as cursor:
        cursor.execute(
            "update casework_participant set due_at = %s where case_id = %s and open and agency_id is not null",
            [due_at, case_id],
        )
