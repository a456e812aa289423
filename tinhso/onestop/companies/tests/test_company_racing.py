"""Two at once: whoever is faster, nobody keeps a seat by a delegation that was withdrawn."""

import pytest

from tinhso.kernel.people.public import Person
from tinhso.onestop.companies.actions.answer_company_delegation import NotOffered, answer_company_delegation
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.tests.company_makers import make_company, make_delegation, make_offer, start_by
from tinhso.onestop.intake.actions.start_for_company import NoDelegation
from tinhso.onestop.models import CompanyDelegation, Dossier
from tinhso.onestop.tests.makers import NOW
from tinhso.onestop.tests.test_racing import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
TIMES = 6


def quiet(deed, refusal):
    """The deed, with the refusal that a loser of the race gets as its answer."""

    def run():
        try:
            return deed()
        except refusal as lost:
            return lost

    return run


def test_a_dossier_begun_while_its_delegation_is_withdrawn_keeps_no_seat(shop):
    company, an = make_company(shop), shop.actor("an")
    for turn in range(TIMES):
        delegation = make_delegation(shop, company)
        start = quiet(lambda d=delegation: start_by(shop, d), NoDelegation)
        withdraw = lambda d=delegation: end_company_delegation(delegation=d, by=an, now=NOW)  # noqa: E731
        list(run_together(2, [start, withdraw] if turn % 2 else [withdraw, start]))
    assert not Dossier.objects.filter(case__submitter__isnull=False).exists()
    assert not CompanyDelegation.objects.open().exists()
    assert Person.objects.filter(kind=Person.Kind.ORGANISATION).count() == 1


def test_an_offer_accepted_while_it_is_withdrawn_ends(shop):
    company, an, dung = make_company(shop), shop.actor("an"), shop.actor("dung")
    for _ in range(TIMES):
        offered = make_offer(shop, company)
        accept = quiet(
            lambda d=offered: answer_company_delegation(delegation=d, accepts=True, by=dung, now=NOW),
            NotOffered,
        )
        withdraw = lambda d=offered: end_company_delegation(delegation=d, by=an, now=NOW)  # noqa: E731
        list(run_together(2, [accept, withdraw]))
    assert not CompanyDelegation.objects.open().exists()
