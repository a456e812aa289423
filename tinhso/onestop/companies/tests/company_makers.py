"""Makers: a company that An represents, with Dũng as the employee."""

from datetime import date
from typing import Any
from uuid import uuid4

from tinhso.kernel.people.public import Person
from tinhso.onestop.companies.actions.answer_company_delegation import answer_company_delegation
from tinhso.onestop.companies.actions.confirm_representative import record_representative
from tinhso.onestop.companies.actions.offer_company_delegation import (
    OfferedTerms,
    offer_company_delegation,
)
from tinhso.onestop.companies.standing import CompanyRight
from tinhso.onestop.companies.terms import CertificatePaper
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.intake.actions.start_for_company import start_for_company
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Dossier
from tinhso.onestop.tests.makers import ANSWERS, NOW, Shop, make_file

NUMBER, NAME = "2801000001", "Công ty TNHH Mẫu"
TODAY, UNTIL = date(2024, 3, 8), date(2024, 6, 30)
CERTIFICATE = CertificatePaper("GCN số 2801000001, 01/02/2020, Phòng ĐKKD", "Giám đốc", date(2020, 2, 1))


def citizen(person: Person) -> Applicant:
    return Applicant(Person.Kind.CITIZEN, person.id_number, person.full_name)


def make_company(shop: Shop, who: str = "an", number: str = NUMBER, **words: Any) -> CompanyRepresentative:
    """Recorded on papers by Bình's desk."""
    person = citizen(getattr(shop.town, who).person)
    named = {"number": number, "name": words.pop("name", NAME), "person": person}
    return record_representative(
        **named, certificate=words.pop("certificate", CERTIFICATE), by=shop.actor("binh"), now=NOW
    )


def make_offer(
    shop: Shop, company: CompanyRepresentative, *, by: str = "an", to: Person | None = None, **words: Any
) -> CompanyDelegation:
    terms = OfferedTerms(
        words.get("starts_on", TODAY), words.get("ends_on", UNTIL), words.get("procedures", ())
    )
    return offer_company_delegation(
        representative=company,
        employee=citizen(to or shop.town.dung.person),
        terms=terms,
        client_key=words.get("client_key") or uuid4(),
        by=shop.actor(by),
        now=NOW,
    )


def make_delegation(shop: Shop, company: CompanyRepresentative, **words: Any) -> CompanyDelegation:
    """Offered to Dũng and accepted."""
    offered = make_offer(shop, company, **words)
    return answer_company_delegation(delegation=offered, accepts=True, by=shop.actor("dung"), now=NOW)


def start_by(shop: Shop, delegation: CompanyDelegation, who: str = "dung", **words: Any) -> Dossier:
    right = CompanyRight(delegation.representative.company, None, delegation)
    return start_with(shop, right, who, **words)


def start_with(shop: Shop, right: CompanyRight, who: str, **words: Any) -> Dossier:
    return start_for_company(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        right=right,
        submitter=getattr(shop.town, who).person,
        by=shop.actor(who),
        now=words.get("now", NOW),
        client_key=words.get("client_key") or uuid4(),
    )


def filled_by(shop: Shop, delegation: CompanyDelegation) -> Dossier:
    """A draft of the company that lacks nothing, written by Dũng."""
    dossier, dung = start_by(shop, delegation), shop.actor("dung")
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS)
    attach_file(dossier=dossier, paper="phuong_an", file=make_file(dung), by=dung, now=NOW)
    return shop.fresh(dossier)


def filed_by_employee(shop: Shop, delegation: CompanyDelegation) -> Dossier:
    dossier = filled_by(shop, delegation)
    submit_dossier(dossier=dossier, by=shop.actor("dung"), now=NOW)
    return shop.fresh(dossier)
