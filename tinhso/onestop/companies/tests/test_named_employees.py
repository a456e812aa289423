"""Words of whoever offers a company's account bind nobody's number, and tell nobody who has which."""

import re
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.town import make_citizen
from tinhso.casework.public import NotYourTurn
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Person, actor_of
from tinhso.onestop.companies.account_end import end_for_company
from tinhso.onestop.companies.actions.answer_company_delegation import answer_company_delegation
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.permissions import can_answer
from tinhso.onestop.companies.standing import offers_to
from tinhso.onestop.companies.tests.company_makers import NUMBER, TODAY, make_company, make_offer
from tinhso.onestop.dossier.applicants import Applicant, known_or_new
from tinhso.onestop.models import CompanyDelegation
from tinhso.onestop.my_data import delegated
from tinhso.onestop.tests.makers import NOW, make_instance

HANH = Person(id_number="038185000001", full_name="Lò Thị Hạnh")


@pytest.fixture
def company(shop):
    make_instance(NOW)
    return make_company(shop)


def wrong_name(shop) -> Person:
    return Person(id_number=shop.town.dung.person.id_number, full_name="Người Khác")


def answers_to(shop, company, typed: Person) -> str:
    """All that the representative is shown until somebody answers, without what they typed themselves."""
    client = shop.town.sign_in(Client(), "an")
    form = {
        "client_key": str(uuid4()),
        "id_number": typed.id_number,
        "full_name": typed.full_name,
        "starts_on": "08/03/2024",
        "ends_on": "30/06/2024",
        "scope": "all",
    }
    sent = client.post(reverse("offer_delegation", args=[company.pk]), form)
    page = client.get(reverse("company", args=[company.pk])).content.decode()
    end_company_delegation(delegation=CompanyDelegation.objects.open().get(), by=shop.actor("an"), now=NOW)
    text = re.sub(r'(value|nonce|content|data-\w+)="[^"]{12,}"', "", f"{sent.status_code}{page}")
    text = re.sub(r"uy-quyen/\d+/", "", text.replace(typed.full_name, "…"))
    CompanyDelegation.objects.all().delete()
    return text


def test_the_answer_is_the_same_whoever_is_known_and_only_the_person_hears(shop, company):
    typed = Person(id_number=shop.town.dung.person.id_number, full_name="phạm văn dũng")
    right, wrong = answers_to(shop, company, typed), answers_to(shop, company, wrong_name(shop))
    unknown = answers_to(shop, company, HANH)
    assert right == wrong == unknown and "Chờ người được ủy quyền trả lời" in right
    heard = Notice.objects.filter(template="onestop.company_delegation").values_list("person", "params__what")
    assert (shop.town.dung.person_id, "offered") in heard
    assert {person for person, _what in heard} == {shop.town.dung.person_id, shop.town.an.person_id}


def test_whoever_types_first_owns_no_number(shop, company):
    make_offer(shop, company, to=Person(id_number=HANH.id_number, full_name="Kẻ Đùa"))
    assert not Person.objects.filter(id_number=HANH.id_number).exists()
    on_paper = known_or_new(Applicant(Person.Kind.CITIZEN, HANH.id_number, HANH.full_name))
    assert on_paper.full_name == "Lò Thị Hạnh"


def test_who_comes_later_with_number_and_name_answers_and_the_row_of_words_is_forgotten(shop, company):
    offered = make_offer(shop, company, to=HANH)
    words = offered.employee
    hanh = make_citizen("hanh", HANH.full_name, HANH.id_number)
    client = Client()
    client.force_login(hanh)
    assert company.company.full_name in client.get(reverse("my_companies")).content.decode()
    [line] = delegated(actor_of(hanh, on=TODAY))
    assert line["ma_so_doanh_nghiep"] == NUMBER
    client.post(reverse("answer_delegation", args=[offered.pk]), {"nhan": "1"})
    offered.refresh_from_db()
    assert (offered.state, offered.employee, offered.employee_number) == ("accepted", hanh.person, "")
    assert Person.objects.get(pk=words.pk).erased_at is not None


def test_the_number_under_another_name_opens_nothing(shop, company):
    offered = make_offer(shop, company, to=wrong_name(shop))
    assert not can_answer(offered, shop.actor("dung")) and not offers_to(shop.town.dung.person)
    client = shop.town.sign_in(Client(), "dung")
    assert company.company.full_name not in client.get(reverse("my_companies")).content.decode()
    for pk in (offered.pk, 999_999):
        page = client.post(
            reverse("answer_delegation", args=[pk]), {"nhan": "1"}, follow=True
        ).content.decode()
        assert "đã rút hoặc đã hết hạn" in page and company.company.full_name not in page
    offered.refresh_from_db()
    assert offered.state == CompanyDelegation.State.OFFERED
    with pytest.raises(NotYourTurn):
        answer_company_delegation(delegation=offered, accepts=True, by=shop.actor("dung"), now=NOW)


def test_an_offer_ends_with_the_account_that_it_names_and_keeps_no_number(shop, company):
    offered = make_offer(shop, company)
    end_for_company(shop.town.dung, NOW)
    offered.refresh_from_db()
    assert (offered.state, offered.ended_because, offered.employee_number) == ("ended", "account", "")


def test_an_upgrade_moves_the_number_from_whoever_only_a_company_named_into_the_offer(shop, company):
    """As 0.1.0 left it: the first to type a number made the person of it. Who has an account, or answered once, stays bound."""
    words = Person.objects.create(full_name=HANH.full_name, id_number=HANH.id_number)
    before = Person.objects.create(full_name="Bà Chín", id_number="038150000009")
    first, second, third, former = (make_offer(shop, company, to=HANH) for _n in range(4))
    for offer, person in ((first, words), (second, shop.town.dung.person), (third, before), (former, before)):
        CompanyDelegation.objects.filter(pk=offer.pk).update(employee=person, employee_number="")
    CompanyDelegation.objects.filter(pk=former.pk).update(
        state="ended", answered_at=NOW, ended_at=NOW, ended_because="term"
    )
    moved = import_module("tinhso.onestop.migrations.0053_named_employees")
    with connection.cursor() as cursor:
        cursor.execute(moved.OFFERS)
        cursor.execute(moved.PEOPLE)
    numbers = dict(CompanyDelegation.objects.values_list("pk", "employee_number"))
    assert numbers == {first.pk: HANH.id_number, second.pk: "", third.pk: "", former.pk: ""}
    left = dict(Person.objects.values_list("pk", "id_number"))
    assert (left[words.pk], left[before.pk]) == ("", "038150000009")
    assert [one.pk for one in offers_to(shop.town.dung.person)] == [second.pk]
