"""Finding dossiers by who applies, for the search of officers."""

from typing import Any

from django.db.models import QuerySet

from tinhso.casework.public import ByPerson
from tinhso.onestop.models import Dossier
from tinhso.onestop.models.dossier.finding_terms import HasTerms


def find_by_person(person: ByPerson, seen: "QuerySet[Any, Any]", limit: int) -> list[int]:
    """The ids of cases among `seen` whose applicant has this name, phone or personal number. One query."""
    query = terms_asked(person)
    if not query:
        return []
    found = Dossier.objects.filter(HasTerms(query), case__in=seen).order_by()
    return list(found.values_list("pk", flat=True)[:limit])


def terms_asked(person: ByPerson) -> str:
    """In the language of `tsquery`; the words hold letters and digits only, so that nothing has to be quoted."""
    ways = []
    if person.words:
        *whole, last = person.words
        ways.append(" & ".join([*whole, f"{last}:*" if len(last) > 1 else last]))
    if person.phone:
        ways.append(f"q{person.phone[::-1]}:*")
        ways.append(f"p{person.phone}:*")
    if person.personal_number:
        ways.append(f"i{person.personal_number}")
    return " | ".join(f"({way})" for way in ways)
