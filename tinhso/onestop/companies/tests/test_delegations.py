"""An employee acts for a company while its delegation holds, and not a day, a procedure or a company further."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.town import make_citizen
from tinhso.casework.models import Participant
from tinhso.casework.public import Case, NotYourTurn, Stale, withdraw_case
from tinhso.kernel.events.public import timeline
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Person, actor_of
from tinhso.onestop.companies.actions.answer_company_delegation import NotOffered, answer_company_delegation
from tinhso.onestop.companies.actions.close_overdue import close_overdue, forget_companies, renew_seats
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.actions.offer_company_delegation import DelegationRefused
from tinhso.onestop.companies.standing import CompanyRight, rights_of
from tinhso.onestop.companies.terms import CertificatePaper
from tinhso.onestop.companies.tests.company_makers import (
    TODAY,
    citizen,
    filed_by_employee,
    filled_by,
    make_company,
    make_delegation,
    make_offer,
    start_by,
    start_with,
)
from tinhso.onestop.desk.permissions import can_take_result
from tinhso.onestop.dossier.applicants import Applicant, ForOneself
from tinhso.onestop.dossier.consent import NoConsent
from tinhso.onestop.dossier.slips import receipt
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.start_for_company import NoDelegation, start_for_company
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Consent, Dossier, Slip
from tinhso.onestop.tests.makers import CODE, NOW, make_instance

AFTER = NOW.replace(month=7, day=1, hour=0, minute=1)


@pytest.fixture
def company(shop):
    return make_company(shop)


@pytest.fixture
def delegation(shop, company):
    return make_delegation(shop, company)


def status(shop, who, dossier):
    return shop.town.sign_in(Client(), who).get(reverse("dossier", args=[dossier.case.code])).status_code


@pytest.mark.long
def test_the_employee_files_without_papers_and_company_and_employee_follow_it(shop, delegation):
    dossier = filed_by_employee(shop, delegation)
    assert dossier.consent.basis == Consent.Basis.DELEGATION and dossier.applicant_name == "Công ty TNHH Mẫu"
    assert can_take_result(dossier, shop.actor("dung"))
    assert status(shop, "dung", dossier) == status(shop, "an", dossier) == 200
    page = shop.town.sign_in(Client(), "binh").get(reverse("desk_dossier", args=[dossier.case.code]))
    assert "Ủy quyền của Lê Thị An, từ 08/03/2024 đến hết 30/06/2024" in page.content.decode()
    notices = Notice.objects.filter(template="onestop.company_delegation")
    assert set(notices.values_list("person__full_name", "params__what")) == {
        ("Phạm Văn Dũng", "offered"),
        ("Lê Thị An", "accepted"),
    }


def test_the_representative_files_alone_and_hears_of_what_an_employee_filed(shop, company, delegation):
    by_head = start_with(shop, CompanyRight(company.company, company, None), "an")
    assert by_head.consent.basis == Consent.Basis.LEGAL and by_head.case.submitter == shop.town.an.person
    assert status(shop, "dung", by_head) == 404
    assert [right.key for right in rights_of(shop.town.an.person_id, CODE, TODAY)] == [f"d{company.pk}"]
    assert [right.key for right in rights_of(shop.town.dung.person_id, CODE, TODAY)] == [f"u{delegation.pk}"]
    assert rights_of(None, CODE, TODAY) == []


@pytest.mark.parametrize(
    ("terms", "day"),
    [
        ({"procedures": ["9.000002"]}, NOW),
        ({"starts_on": date(2024, 4, 1)}, NOW),
        ({}, AFTER),
    ],
    ids=["a procedure not named", "not begun yet", "over"],
)
def test_nothing_is_begun_beyond_its_procedures_and_days(shop, company, terms, day):
    if "procedures" in terms:
        other = shop.version.procedure
        other.pk, other.code = None, "9.000002"
        other.save()
        shop.version.refresh_from_db()
    delegation = make_delegation(shop, company, **terms)
    assert rights_of(shop.town.dung.person_id, CODE, day.date()) == []
    with pytest.raises(NoDelegation):
        start_by(shop, delegation, now=day)


def test_the_employee_of_another_company_and_a_stranger_see_and_begin_nothing(shop, delegation):
    dossier = filed_by_employee(shop, delegation)
    other = make_citizen("khach", "Vũ Thị Khách", "038190000009")
    theirs = make_company(shop, "dung", "2801000002", name="Công ty B")
    lent = make_offer(shop, theirs, by="dung", to=other.person)
    by = actor_of(other, on=TODAY)
    answer_company_delegation(delegation=lent, accepts=True, by=by, now=NOW)
    shop.town.khach = other
    with pytest.raises(NoDelegation):
        start_by(shop, delegation, who="an")
    client = Client()
    client.force_login(other)
    assert client.get(reverse("dossier", args=[dossier.case.code])).status_code == 404
    with pytest.raises(NotYourTurn):
        end_company_delegation(delegation=delegation, by=by, now=NOW)


@pytest.mark.long
def test_at_withdrawal_the_seats_close_and_the_representative_goes_on(shop, delegation):
    an, dung = shop.town.an.person, shop.town.dung.person
    Person.objects.filter(pk=dung.pk).update(phone="0987654321")
    draft, filed = filled_by(shop, delegation), filed_by_employee(shop, delegation)
    Dossier.objects.filter(pk=filed.pk).update(phone="0987654321")
    assert end_company_delegation(delegation=delegation, by=shop.actor("an"), now=NOW)
    assert shop.fresh(filed).phone == an.phone != "0987654321"
    assert not end_company_delegation(delegation=delegation, by=shop.actor("an"), now=NOW)
    for dossier in (draft, filed):
        assert status(shop, "dung", dossier) == 404
    assert status(shop, "an", filed) == 200 and status(shop, "an", draft) == 302
    with pytest.raises(NotYourTurn):
        submit_dossier(dossier=shop.fresh(draft), by=shop.actor("dung"), now=NOW)
    with pytest.raises(Stale):  # a page that was still open
        withdraw_case(case=filed.case, ver=filed.case.ver, text="", by=shop.actor("dung"), now=NOW)
    with pytest.raises(NoDelegation):
        start_by(shop, delegation)
    submit_dossier(dossier=shop.fresh(draft), by=shop.actor("an"), now=NOW)
    assert "casework.SubmitterReleased" in [line.name for line in timeline(filed.pk)]
    ended = Notice.objects.filter(template="onestop.company_delegation", params__what="ended")
    assert {one.person.full_name for one in ended} == {"Lê Thị An", "Phạm Văn Dũng"}


def test_the_receipt_still_says_who_filed_after_the_seat_closed(shop, delegation):
    dossier = filed_by_employee(shop, delegation)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    end_company_delegation(delegation=delegation, by=shop.actor("dung"), now=NOW)
    slip = Slip.objects.get(dossier=dossier, form=Slip.Form.RECEIPT)
    assert receipt(slip)["submitter"] == "Phạm Văn Dũng"
    delegation.refresh_from_db()
    assert delegation.ended_because == CompanyDelegation.Because.GIVEN_UP


def test_from_midnight_on_pages_refuse_before_the_clock_closes_the_seat(shop, delegation):
    draft, filed = filled_by(shop, delegation), filed_by_employee(shop, delegation)
    make_instance(AFTER)
    assert status(shop, "dung", filed) == 404 and status(shop, "an", filed) == 200
    with pytest.raises(NoConsent):
        submit_dossier(dossier=shop.fresh(draft), by=shop.actor("dung"), now=AFTER)
    assert close_overdue(now=AFTER) == 1 and close_overdue(now=AFTER) == 0
    filed.case.refresh_from_db()
    delegation.refresh_from_db()
    assert filed.case.submitter is None and delegation.ended_because == CompanyDelegation.Because.TERM


def test_a_later_delegation_of_the_company_carries_the_dossiers_on(shop, company, delegation):
    filed = filed_by_employee(shop, delegation)
    longer = make_delegation(shop, company, ends_on=date(2024, 12, 31))
    close_overdue(now=AFTER)
    filed = shop.fresh(filed)
    assert filed.consent.delegation == longer and filed.case.submitter == shop.town.dung.person
    assert "onestop.DossierRedelegated" in [line.name for line in timeline(filed.pk)]


def test_with_a_new_representative_the_former_and_their_employees_are_out(shop, company, delegation):
    filed = filed_by_employee(shop, delegation)
    changed = CompanyRepresentative.Because.CHANGED
    assert end_representative(representative=company, because=changed, by=shop.actor("binh"), now=NOW)
    assert status(shop, "an", filed) == status(shop, "dung", filed) == 404
    other = make_citizen("moi", "Vũ Thị Mới", "038190000008")
    shop.town.moi = other
    make_company(shop, "moi")
    client = Client()
    client.force_login(other)
    assert client.get(reverse("dossier", args=[filed.case.code])).status_code == 200
    delegation.refresh_from_db()
    assert delegation.ended_because == CompanyDelegation.Because.REPRESENTATIVE


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"starts_on": date(2024, 3, 7)}, "starts_on"),
        ({"starts_on": date(2025, 6, 1), "ends_on": date(2025, 6, 2)}, "starts_on"),
        ({"ends_on": date(2024, 3, 7)}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=365)}, "ends_on"),
        ({"procedures": ["khong-co"]}, "procedures"),
        ({"procedures": [str(n) for n in range(31)]}, "procedures"),
    ],
)
def test_terms_beyond_the_rules_are_refused_beside_their_box(shop, company, terms, field):
    with pytest.raises(DelegationRefused) as refused:
        make_offer(shop, company, **terms)
    assert refused.value.field == field


def test_nobody_lets_themselves_and_a_stranger_offers_nothing(shop, company):
    with pytest.raises(ForOneself):
        make_offer(shop, company, to=shop.town.an.person)
    with pytest.raises(NotYourTurn):
        make_offer(shop, company, by="dung")
    key = uuid4()
    assert make_offer(shop, company, client_key=key) == make_offer(shop, company, client_key=key)
    assert isinstance(citizen(shop.town.an.person), Applicant)


def test_only_the_employee_answers_and_once(shop, company):
    offered = make_offer(shop, company)
    with pytest.raises(NotYourTurn):
        answer_company_delegation(delegation=offered, accepts=True, by=shop.actor("an"), now=NOW)
    with pytest.raises(NoDelegation):  # not accepted yet
        start_by(shop, offered)
    answer_company_delegation(delegation=offered, accepts=False, by=shop.actor("dung"), now=NOW)
    with pytest.raises(NotOffered):
        answer_company_delegation(delegation=offered, accepts=True, by=shop.actor("dung"), now=NOW)
    late = make_offer(shop, company)
    with pytest.raises(NotOffered):
        answer_company_delegation(delegation=late, accepts=True, by=shop.actor("dung"), now=AFTER)


def test_what_ended_long_ago_goes_unless_a_dossier_was_filed_by_it(shop, company, delegation):
    filed_by_employee(shop, delegation)
    spare = make_delegation(shop, company)
    for one in (spare, delegation):
        end_company_delegation(delegation=one, by=shop.actor("dung"), now=NOW)
    assert forget_companies(now=NOW + timedelta(days=1800)) == 0
    assert forget_companies(now=NOW + timedelta(days=1900)) == 1
    assert list(CompanyDelegation.objects.all()) == [delegation]


def test_who_is_known_only_by_an_old_delegation_becomes_nameless(shop, company):
    hanh = Person(id_number="038185000001", full_name="Lò Thị Hạnh")
    offered = make_offer(shop, company, to=hanh)
    end_company_delegation(delegation=offered, by=shop.actor("an"), now=NOW)
    draft = filled_by(shop, make_delegation(shop, company))
    discard_dossier(dossier=draft, ver=shop.fresh(draft).case.ver, by=shop.actor("dung"), now=NOW)
    Case.objects.filter(pk=draft.pk).update(submitter=offered.employee_id)
    assert forget_companies(now=NOW + timedelta(days=1900)) == 1
    assert Person.objects.get(pk=offered.employee_id).full_name == ""
    shop.town.an.person.refresh_from_db()
    assert shop.town.an.person.full_name


def test_a_dossier_that_came_by_import_gets_its_representative_at_night(shop, company, delegation):
    filed = filed_by_employee(shop, delegation)
    Participant.objects.filter(case=filed.case, role="representative").delete()
    assert status(shop, "an", filed) == 404
    renew_seats(now=NOW)
    assert status(shop, "an", filed) == 200


def test_a_representative_whose_term_is_over_reads_nothing_from_midnight_on(shop):
    until = CertificatePaper("GCN", "Giám đốc", date(2020, 2, 1), date(2024, 6, 30))
    filed = filed_by_employee(shop, make_delegation(shop, make_company(shop, certificate=until)))
    make_instance(AFTER)
    assert status(shop, "an", filed) == status(shop, "dung", filed) == 404


def test_a_draft_for_a_company_is_refused_to_others_by_name(shop, company, delegation):
    words = {
        "version": shop.version,
        "level": "province",
        "agency": shop.town.agency_a,
        "desk": shop.town.desk_a,
        "now": NOW,
        "client_key": uuid4(),
    }
    lent = CompanyRight(company.company, None, delegation)
    represented = CompanyRight(company.company, company, None)
    an, dung = shop.town.an.person, shop.town.dung.person
    with pytest.raises(NotYourTurn):
        start_for_company(**words, right=lent, submitter=dung, by=shop.actor("an"))
    with pytest.raises(NoDelegation):
        start_for_company(**words, right=lent, submitter=an, by=shop.actor("an"))
    with pytest.raises(NoDelegation):
        start_for_company(**words, right=represented, submitter=dung, by=shop.actor("dung"))
