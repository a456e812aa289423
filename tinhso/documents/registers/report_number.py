"""The number of a document that another system issues: its register is here, its text there."""

from datetime import date, datetime

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency


def take_number(*, agency: Agency, kind: str, day: date, by: Actor, now: datetime, title: str = "") -> int:
    """The next number of the agency's register, in the caller's transaction (slot `DocumentNumbering`).

    Raises: DocumentsForbidden, UnknownType.
    """
    found = type_of(kind, day)
    number = give_number(agency=agency, kind=found, title=title or found.name, day=day, by=by, now=now)
    return number.number
