"""What the state knows of a person already, by the prefill sources of forms; nobody is asked for it twice."""

from collections.abc import Mapping
from datetime import date

from tinhso.kernel.people.public import Person
from tinhso.lib.forms.dates import write_day
from tinhso.onestop.models import SourceRecord
from tinhso.onestop.once_only.questions import APPLICANT
from tinhso.onestop.once_only.written_places import WrittenPlace, written_places


def prefill_of(
    person: Person | None, records: Mapping[str, SourceRecord] | None = None, on: date | None = None
) -> dict[str, str]:
    """Texts by source: `person.…` for a citizen, `organisation.…` for an organisation, as the inputs show them.

    A place is filled in by `unit`, whose code must be one that exists today: the form refuses others. What the account does
    not know is taken from `records` of the dossier's sources, an address of former units as the commune of `on` where that is
    certain. Two queries where an address is read.
    """
    if person is None:
        return {}
    place = {"unit": person.unit.code if person.unit else "", "detail": person.address}
    if on and not (place["unit"] and place["detail"]):
        place = _place(place, written_places(records, on))
    reached = {"phone": person.phone, "email": person.email}
    if person.kind == Person.Kind.ORGANISATION:
        known = {"name": person.full_name, "tax_code": person.id_number, **reached, **place}
        return {f"organisation.{key}": text for key, text in known.items()}
    known = {
        "full_name": person.full_name,
        "id_number": person.id_number,
        "birth_date": write_day(
            person.birth_date.isoformat() if person.birth_date else _from_records(records, "ngaySinh")
        ),
        **reached,
        **place,
    }
    return {f"person.{key}": text for key, text in known.items()}


def _place(known: dict[str, str], places: list[WrittenPlace]) -> dict[str, str]:
    """What the account knows stays; a commune and its words come from one address, of the applicant alone."""
    found = next((one.address for one in places if one.is_of_applicant), None)
    if found is None or (known["unit"] and known["unit"] != found.code):
        return known
    return {"unit": found.code, "detail": known["detail"] or found.detail}


def _from_records(records: Mapping[str, SourceRecord] | None, name: str) -> str:
    """What a source says of the applicant under this name, "" where none does."""
    key = {"ngaySinh": APPLICANT}.get(name)
    found = [one for one in (records or {}).values() if one.found and key in (None, one.key)]
    return next((str(one.values[name]) for one in found if one.values.get(name)), "")
