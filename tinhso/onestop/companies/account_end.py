"""What goes with the account of somebody who represented a company or used one's account."""

from datetime import datetime

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.companies.actions.end_company_delegation import close_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Consent


def end_for_company(user: User, now: datetime) -> None:
    """Rights and seats end before anything else of the account, so that no draft of a company is thrown away with it."""
    if user.person_id is None:
        return
    account = CompanyDelegation.Because.ACCOUNT
    for delegation in CompanyDelegation.objects.open().filter(employee=user.person_id).order_by("pk"):
        close_delegation(delegation, account, SYSTEM, now)
    closed = CompanyRepresentative.Because.ACCOUNT
    for one in CompanyRepresentative.objects.standing().filter(person=user.person_id).order_by("pk"):
        end_representative(representative=one, because=closed, by=SYSTEM, now=now)


def filed_for_company(person: Person) -> bool:
    """The name of who filed a company's dossier stays as long as the dossier. One query."""
    lent = Consent.objects.filter(delegation__employee=person)
    represented = Consent.objects.filter(representative__person=person)
    return lent.exists() or represented.exists()
