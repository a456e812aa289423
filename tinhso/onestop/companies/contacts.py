"""At whose telephone and mail a company's dossiers are reached: nobody stays there whose right has ended, since the last digits of a
telephone open the tracking page."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from tinhso.casework.public import FINAL
from tinhso.kernel.people.public import Person
from tinhso.onestop.models import CompanyRepresentative, Dossier

CONTACTS = ("phone", "email")


def representatives_on(company_id: int, on: date) -> list[Person]:
    """Who represents the company that day, longest first. One query."""
    rows = CompanyRepresentative.objects.holding(on).filter(company=company_id).select_related("person")
    return [one.person for one in rows.order_by("starts_on", "pk")]


def move_contacts(dossiers: Q, *, former: Person, heirs: Collection[Person]) -> None:
    """Those of these dossiers that are reached at the former's telephone or mail are so at the first heir's who has one, else at none."""
    for name in CONTACTS:
        old = getattr(former, name)
        if old:
            new = next((getattr(one, name) for one in heirs if getattr(one, name) not in ("", old)), "")
            Dossier.objects.filter(dossiers, **{name: old}).update(**{name: new})


def fill_contacts(company_id: int, person: Person) -> None:
    """Where a company's dossier that still goes on is reached at nobody, it is at this representative's from now on."""
    going_on = Dossier.objects.filter(case__person=company_id).exclude(case__state__in=FINAL)
    for name in CONTACTS:
        if value := getattr(person, name):
            going_on.filter(**{name: ""}).update(**{name: value})
