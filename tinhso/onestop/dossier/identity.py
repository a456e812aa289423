"""Who a dossier is of, as an identity or the settled record says it: what nobody types into the form."""

import re
from typing import Any

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Person
from tinhso.lib.forms import with_locked
from tinhso.lib.forms.dates import write_day
from tinhso.onestop.models import Dossier

CITIZEN_ID, TAX_CODE = re.compile(r"\d{12}"), re.compile(r"\d{10}(-\d{3})?")
LONGEST = {Person.Kind.CITIZEN: 100, Person.Kind.ORGANISATION: 300}  # as the questions take them


def locked_sources(dossier: Dossier, by: Actor) -> dict[str, str]:
    """What of the form is locked for whoever fills it in, by the sources that fill it in, as its inputs show it.

    A citizen who signed in with an identity is who it says. Whoever files for somebody else, and the desk, fill in the form of the
    person that the dossier names; what an officer settled stays. An account without identity, and another system, lock nothing:
    what differs stands at the desk. Without a query where the case came with its people.
    """
    case, settled = dossier.case, dossier.identity()
    if case.person is None or by.system:
        return {}
    is_self = by.person_id == case.person_id
    if is_self and not by.identity_level and settled is None:
        return {}
    kind = Person.Kind(case.person.kind)
    name, number, born = dossier.applicant_name, dossier.applicant_id_number, ""
    if settled is not None:
        born = settled.birth_date
    elif is_self:
        name, number = case.person.full_name, case.person.id_number
        born = case.person.birth_date.isoformat() if case.person.birth_date else ""
    found = _citizen(name, number, born) if kind == Person.Kind.CITIZEN else _organisation(name, number)
    if case.submitter is not None and case.submitter_id != case.person_id:
        submitter = _citizen(case.submitter.full_name, case.submitter.id_number, "")
        found |= {f"submitter.{key.partition('.')[2]}": text for key, text in submitter.items()}
    return {source: text for source, text in found.items() if text}


def with_identity(dossier: Dossier, answers: dict[str, Any], by: Actor) -> dict[str, Any]:
    """The answers as they may be stored: who applies stands in them as it is locked."""
    return with_locked(dossier.version.definition, answers, locked_sources(dossier, by))


def _citizen(name: str, number: str, born: str) -> dict[str, str]:
    return {
        "person.full_name": _fitting(name, Person.Kind.CITIZEN),
        "person.id_number": number if CITIZEN_ID.fullmatch(number) else "",
        "person.birth_date": write_day(born) if born else "",
    }


def _organisation(name: str, number: str) -> dict[str, str]:
    code = f"{number[:10]}-{number[10:]}" if len(number) == 13 and number.isdecimal() else number
    return {
        "organisation.name": _fitting(name, Person.Kind.ORGANISATION),
        "organisation.tax_code": code if TAX_CODE.fullmatch(code) else "",
    }


def _fitting(name: str, kind: Person.Kind) -> str:
    """What the form could not read is not locked: nobody could hand it in."""
    return name if len(name) <= LONGEST[kind] else ""
