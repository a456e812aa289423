"""What the state knows of a person already, by the prefill sources of forms; nobody is asked for it twice."""

from tinhso.kernel.people.public import Person
from tinhso.lib.forms.dates import write_day


def prefill_of(person: Person | None) -> dict[str, str]:
    """Texts by source: `person.…` for a citizen, `organisation.…` for an organisation, as the inputs show them.

    A place is filled in by `unit`, whose code must be one that exists today: the form refuses others.
    """
    if person is None:
        return {}
    place = {"unit": person.unit.code if person.unit else "", "detail": person.address}
    reached = {"phone": person.phone, "email": person.email}
    if person.kind == Person.Kind.ORGANISATION:
        known = {"name": person.full_name, "tax_code": person.id_number, **reached, **place}
        return {f"organisation.{key}": text for key, text in known.items()}
    known = {
        "full_name": person.full_name,
        "id_number": person.id_number,
        "birth_date": write_day(person.birth_date.isoformat()) if person.birth_date else "",
        **reached,
        **place,
    }
    return {f"person.{key}": text for key, text in known.items()}
