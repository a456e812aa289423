"""Who represents a company: said by themselves, true once a desk saw the papers; and the pages of both sides."""

from datetime import date, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.town import FOREVER, make_citizen
from tinhso.casework.public import NotYourTurn
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.own_account.actions.close_account import close_account
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.companies.actions.claim_representation import (
    MOST_CLAIMS,
    DayInFuture,
    IdentityTooLow,
    TooManyClaims,
    claim_representation,
)
from tinhso.onestop.companies.actions.close_overdue import close_overdue
from tinhso.onestop.companies.actions.confirm_representative import (
    NoLongerWaits,
    TermOver,
    confirm_representative,
    record_representative,
    refuse_representative,
)
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.claims import AlreadyRepresents
from tinhso.onestop.companies.permissions import can_represent
from tinhso.onestop.companies.terms import CertificatePaper
from tinhso.onestop.companies.tests.company_makers import (
    CERTIFICATE,
    NAME,
    NUMBER,
    filed_by_employee,
    make_company,
    make_delegation,
    make_offer,
)
from tinhso.onestop.dossier.applicants import AnotherName, Applicant
from tinhso.onestop.intake.views.fill import own_person
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Dossier, Procedure
from tinhso.onestop.tests.makers import CODE, NOW

CLAIM = {
    "number": NUMBER,
    "name": NAME,
    "title": "Giám đốc",
    "paper": "GCN số 2801000001",
    "starts_on": date(2020, 2, 1),
}


def claimed(shop, **changes):
    return claim_representation(**(CLAIM | changes), by=shop.actor("an"), now=NOW)


def test_a_claim_gives_nothing_until_a_desk_confirms_it(shop):
    found = claimed(shop)
    client = shop.town.sign_in(Client(), "an")
    assert client.get(reverse("company", args=[found.pk])).status_code == 404
    with pytest.raises(NotYourTurn):
        make_offer(shop, found)
    with pytest.raises(NotYourTurn):
        confirm_representative(representative=found, certificate=CERTIFICATE, by=shop.actor("an"), now=NOW)
    confirm_representative(representative=found, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    assert client.get(reverse("company", args=[found.pk])).status_code == 200
    with pytest.raises(NoLongerWaits):
        confirm_representative(representative=found, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    with pytest.raises(NoLongerWaits):
        refuse_representative(representative=found, by=shop.actor("binh"), now=NOW)


def test_claims_are_refused_by_name(shop):
    claimed(shop)
    with pytest.raises(AlreadyRepresents):
        claimed(shop)
    with pytest.raises(DayInFuture):
        claimed(shop, starts_on=date(2024, 3, 9))
    with pytest.raises(NotYourTurn):
        claim_representation(**CLAIM, by=shop.actor("binh"), now=NOW)
    for n in range(MOST_CLAIMS - 1):
        claimed(shop, number=f"28010001{n:02}", name=f"Công ty {n}")
    with pytest.raises(TooManyClaims):
        claimed(shop, number="2801000199", name="Công ty thừa")


def claim_page(shop, who: str, **typed) -> str:
    answer = shop.town.sign_in(Client(), who).post(
        reverse("claim_company"), CLAIM | {"starts_on": "01/02/2020"} | typed, follow=True
    )
    return answer.content.decode()


def test_a_claim_neither_changes_nor_tells_what_a_number_is_known_by(shop):
    make_company(shop, "dung", "2801000002", name="Công ty B")
    pages = [claim_page(shop, "an", number="2801000002", name=name) for name in ("Công ty B", "Công ty Khác")]
    assert "Đã ghi lời khai" in pages[0] and "đã khai hoặc đã đại diện" in pages[1]  # once, whatever the name
    known = Person.objects.get(id_number="2801000002")
    assert known.full_name == "Công ty B"
    claim = CompanyRepresentative.objects.get(state="claimed")
    assert claim.company != known and (claim.company.id_number, claim.number) == ("", "2801000002")


def test_the_answer_to_a_claim_is_the_same_whether_name_and_number_are_known_or_not(shop):
    make_company(shop, "dung", "2801000002", name="Công ty B")
    typed = {"2801000002": "Công ty Khác", "2801000003": "Công ty Lạ"}
    for number, name in typed.items():
        assert "Đã ghi lời khai" in claim_page(shop, "an", number=number, name=name)
    wrong = CompanyRepresentative.objects.get(company_number="2801000002")
    with pytest.raises(AnotherName):
        confirm_representative(representative=wrong, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    binh = shop.town.sign_in(Client(), "binh")
    page = binh.post(
        reverse("desk_company", args=[wrong.pk]),
        {"title": "Giám đốc", "paper": "GCN", "starts_on": "01/02/2020"},
    )
    assert page.status_code == 422 and "đã có tên khác trong hệ thống" in page.content.decode()
    assert (
        wrong.company.full_name
        in binh.post(reverse("desk_companies"), {"number": "2801000002"}).content.decode()
    )


def test_a_confirmed_claim_becomes_that_of_the_company_and_its_row_of_words_is_forgotten(shop):
    make_company(shop, "dung")
    claim = claimed(shop)
    words = claim.company
    found = confirm_representative(
        representative=claim, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW
    )
    assert (found.company.id_number, found.company_number) == (NUMBER, "")
    assert found.company_id == CompanyRepresentative.objects.get(person=shop.town.dung.person).company_id
    assert Person.objects.get(pk=words.pk).erased_at is not None


def test_who_was_recorded_meanwhile_is_not_confirmed_again_by_the_older_claim(shop):
    claim = claimed(shop)
    make_company(shop, "an")
    with pytest.raises(AlreadyRepresents):
        confirm_representative(representative=claim, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    page = shop.town.sign_in(Client(), "binh").post(
        reverse("desk_company", args=[claim.pk]),
        {"title": "Giám đốc", "paper": "GCN", "starts_on": "01/02/2020"},
    )
    assert page.status_code == 422 and "đã được ghi là người đại diện" in page.content.decode()


def test_an_upgrade_moves_the_number_of_whom_only_claims_named_into_the_claims(shop):
    """As 0.1.0 left it: the first to claim a number made the company of it. What a desk confirmed stays bound."""
    first = claimed(shop)
    company = first.company
    second = claim_representation(**CLAIM, by=shop.actor("dung"), now=NOW)
    Person.objects.filter(pk=company.pk).update(id_number=NUMBER)
    CompanyRepresentative.objects.filter(pk__in=[first.pk, second.pk]).update(
        company=company, company_number=""
    )
    known = make_company(shop, "dung", "2801000002", name="Công ty B")
    moved = import_module("tinhso.onestop.migrations.0055_claims_bind_nobody")
    with connection.cursor() as cursor:
        cursor.execute(moved.CLAIMS)
        cursor.execute(moved.COMPANIES)
    numbers = dict(CompanyRepresentative.objects.values_list("pk", "company_number"))
    assert numbers == {first.pk: NUMBER, second.pk: NUMBER, known.pk: ""}
    assert Person.objects.get(pk=company.pk).id_number == ""
    for claim in (first, second):
        confirm_representative(representative=claim, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    pair = CompanyRepresentative.objects.filter(pk__in=[first.pk, second.pk])
    assert {one.company.id_number for one in pair} == {NUMBER}
    assert Person.objects.get(pk=company.pk).erased_at is not None


def test_the_desk_refuses_days_that_have_not_come_or_are_over(shop):
    found = claimed(shop)
    for certificate, error in (
        (CertificatePaper("GCN", "GĐ", date(2024, 3, 9)), DayInFuture),
        (CertificatePaper("GCN", "GĐ", date(2020, 1, 1), date(2024, 3, 7)), TermOver),
    ):
        with pytest.raises(error):
            confirm_representative(
                representative=found, certificate=certificate, by=shop.actor("binh"), now=NOW
            )
    with pytest.raises(NotYourTurn):
        refuse_representative(representative=found, by=shop.actor("dung"), now=NOW)
    with pytest.raises(NotYourTurn):
        make_company_by(shop, "emi")


def make_company_by(shop, who):
    confirm_representative(
        representative=CompanyRepresentative.objects.get(),
        certificate=CERTIFICATE,
        by=shop.actor(who),
        now=NOW,
    )


def test_an_officer_of_the_desk_confirms_and_records_nobody_but_others(shop):
    person = Person.objects.create(
        kind=Person.Kind.CITIZEN, id_number="038190000077", full_name="Nguyễn Thị Bình"
    )
    shop.town.binh.person = person
    shop.town.binh.save()
    claim = claim_representation(**CLAIM, by=shop.actor("binh"), now=NOW)
    with pytest.raises(NotYourTurn):
        confirm_representative(representative=claim, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    binh = shop.town.sign_in(Client(), "binh")
    page = binh.get(reverse("desk_company", args=[claim.pk])).content.decode()
    assert (
        "lời khai của chính ông/bà" in page and reverse("refuse_representative", args=[claim.pk]) not in page
    )
    typed = CLAIM | {"number": "2801000002", "id_number": person.id_number, "full_name": person.full_name}
    refused = binh.post(reverse("record_representative"), typed | {"starts_on": "01/02/2020"})
    assert refused.status_code == 422 and "Không tự ghi mình" in refused.content.decode()
    assert not CompanyRepresentative.objects.exclude(state=CompanyRepresentative.State.CLAIMED).exists()


def test_a_false_name_in_a_claim_keeps_no_company_out(shop):
    claimed(shop, name="Công ty Tên Sai")
    found = make_company(shop, "dung")
    assert found.company.full_name == NAME and found.state == CompanyRepresentative.State.CONFIRMED
    with pytest.raises(AnotherName):
        make_company(shop, "dung", name="Công ty Khác")


def test_a_false_name_in_a_claim_keeps_nobody_out_who_claims_by_the_true_one(shop):
    claimed(shop, name="Công ty Tên Sai")
    right = claim_representation(**CLAIM, by=shop.actor("dung"), now=NOW)
    confirm_representative(representative=right, certificate=CERTIFICATE, by=shop.actor("binh"), now=NOW)
    assert CompanyRepresentative.objects.get(pk=right.pk).company.full_name == NAME


def test_claims_that_nobody_brought_papers_for_and_terms_that_are_over_end_by_the_clock(shop):
    claim = claimed(shop)
    term = CertificatePaper("GCN", "GĐ", date(2020, 1, 1), date(2024, 4, 30))
    make_company(shop, "dung", "2801000002", name="Công ty B", certificate=term)
    assert close_overdue(now=NOW) == 0
    assert close_overdue(now=NOW + timedelta(days=60)) == 2
    claim.refresh_from_db()
    assert claim.state == CompanyRepresentative.State.REFUSED
    ended = CompanyRepresentative.objects.get(company__id_number="2801000002")
    assert ended.ended_because == CompanyRepresentative.Because.TERM


def test_only_the_desk_the_person_and_the_clock_end_a_representation(shop):
    found = make_company(shop)
    resigned = CompanyRepresentative.Because.RESIGNED
    with pytest.raises(NotYourTurn):
        end_representative(representative=found, because=resigned, by=shop.actor("dung"), now=NOW)
    assert end_representative(representative=found, because=resigned, by=shop.actor("an"), now=NOW)
    assert not end_representative(representative=found, because=resigned, by=shop.actor("an"), now=NOW)


@pytest.mark.parametrize("who", ["an", "dung"], ids=["the representative's", "the employee's"])
def test_with_an_account_its_rights_end(shop, who):
    delegation = make_delegation(shop, make_company(shop))
    close_account(user=getattr(shop.town, who), by=shop.actor(who), now=NOW)
    delegation.refresh_from_db()
    assert delegation.state == CompanyDelegation.State.ENDED
    assert CompanyRepresentative.objects.standing().exists() == (who == "dung")


def test_who_cannot_close_an_account_for_a_companys_dossiers_reads_the_way_out(shop):
    delegation = make_delegation(shop, make_company(shop))
    filed_by_employee(shop, delegation)
    dung, page = shop.town.sign_in(Client(), "dung"), "/tai-khoan/dong/"
    shown = dung.get(page).content.decode()
    assert "1 hồ sơ trong số này ông/bà nộp thay doanh nghiệp" in shown and reverse("my_companies") in shown
    refused = dung.post(page, {"sure": "1"})
    assert refused.status_code == 422 and "nộp thay doanh nghiệp" in refused.content.decode()
    assert dung.post(reverse("end_delegation", args=[delegation.pk])).status_code == 302
    assert "nộp thay doanh nghiệp" not in dung.get(page).content.decode()
    assert dung.post(page, {"sure": "1"}).status_code == 302


def check_choice(an, offer, terms):
    """Procedures are found by name and ticked, without a script; to leave the choice out is not to give all."""
    looked = an.post(offer, terms | {"words": CODE, "tim": "1"})
    page = looked.content.decode()
    assert looked.status_code == 200 and f'value="{CODE}"' in page and terms["id_number"] in page
    assert "Nhập ngày" not in page
    nothing = an.post(offer, terms | {"tim": "1", "words": "zzqx"})
    assert "Không tìm thấy" in nothing.content.decode()
    nothing = an.post(offer, terms)
    assert nothing.status_code == 422 and "Chọn ít nhất một thủ tục" in nothing.content.decode()
    assert an.post(offer, terms | {"scope": ""}).status_code == 422
    assert an.post(offer, terms | {"procedures": "9.999999"}).status_code == 422
    first = Procedure.objects.get(code=CODE)
    many = [f"9.{n:06}" for n in range(100, 141)]
    fields = {field.attname: getattr(first, field.attname) for field in Procedure._meta.concrete_fields}
    Procedure.objects.bulk_create(Procedure(**fields | {"id": None, "code": code}) for code in many)
    refused = an.post(offer, terms | {"procedures": many}).content.decode()
    assert "Nêu tối đa 30 thủ tục" in refused and refused.count("checked") > 40, "and no tick is lost"
    refused = an.post(offer, terms | {"ends_on": "30/06/2030", "procedures": CODE})
    assert refused.status_code == 422 and "tối đa 365 ngày" in refused.content.decode()


@pytest.mark.long
def test_people_walk_from_the_claim_to_a_draft_of_the_company(shop):
    an, dung, binh = (shop.town.sign_in(Client(), who) for who in ("an", "dung", "binh"))
    typed = CLAIM | {"number": "2801 000 001", "starts_on": "01/02/2020"}
    assert an.post(reverse("claim_company"), typed | {"number": "12"}).status_code == 422
    assert an.post(reverse("claim_company"), typed).status_code == 302
    found = CompanyRepresentative.objects.get()
    listed = binh.post(reverse("desk_companies"), {"number": NUMBER}).content.decode()
    assert reverse("desk_company", args=[found.pk]) in listed
    assert binh.post(reverse("desk_companies"), {"number": "1"}).status_code == 422
    seen = {"title": "Giám đốc", "paper": "GCN số 2801000001", "starts_on": "01/02/2020"}
    page = reverse("desk_company", args=[found.pk])
    assert binh.post(page, seen | {"ends_on": "01/01/2020"}).status_code == 422
    assert binh.post(page, seen).status_code == 302
    offer = reverse("offer_delegation", args=[found.pk])
    person = shop.town.dung.person
    terms = {"client_key": str(uuid4()), "id_number": person.id_number, "full_name": person.full_name}
    terms |= {"starts_on": "08/03/2024", "ends_on": "30/06/2024", "scope": "chosen"}
    check_choice(an, offer, terms)
    terms |= {"procedures": CODE}
    assert an.post(offer, terms).status_code == 302
    assert (delegation := CompanyDelegation.objects.get()).procedures == [CODE]
    answer = reverse("answer_delegation", args=[delegation.pk])
    assert "đã rút hoặc đã hết hạn" in an.post(answer, {"nhan": "1"}, follow=True).content.decode()
    assert CompanyDelegation.objects.get().state == CompanyDelegation.State.OFFERED
    assert NAME in dung.get(reverse("my_companies")).content.decode()
    assert dung.post(answer, {"nhan": "1"}).status_code == 302
    start = reverse("start_company", args=[CODE])
    begun = dung.post(start, {"right": f"u{delegation.pk}", "client_key": str(uuid4())})
    assert begun.status_code == 302 and Dossier.objects.get().applicant_name == NAME
    request = RequestFactory().get("/")
    request.user, request.session = shop.town.dung, dung.session
    person = own_person(Dossier.objects.whole().get(), request)
    assert person and (person.full_name, person.id_number, person.phone) == (NAME, NUMBER, "")
    assert dung.post(start, {"right": f"d{found.pk}", "client_key": str(uuid4())}).status_code == 422
    assert "đang thay mặt" in an.get(reverse("company", args=[found.pk])).content.decode()
    assert dung.get(reverse("company", args=[found.pk])).status_code == 404
    end = reverse("end_delegation", args=[delegation.pk])
    assert an.get(end).status_code == dung.get(end).status_code == 200
    assert an.post(end).status_code == 302
    assert "Chưa nộp được" in dung.get(start).content.decode()


def test_a_claim_asks_for_the_level_of_identity_that_the_rule_of_the_day_names(shop):
    Rule.objects.create(key="company.claim_identity_level", value=2, valid=FOREVER, source="thử")
    User.objects.filter(pk=shop.town.an.pk).update(identity_level=1)
    shop.town.an.refresh_from_db()
    with pytest.raises(IdentityTooLow):
        claimed(shop)
    an = shop.town.sign_in(Client(), "an")
    assert "mức độ 2" in an.get(reverse("claim_company")).content.decode()
    typed = CLAIM | {"starts_on": "01/02/2020"}
    refused = an.post(reverse("claim_company"), typed)
    assert refused.status_code == 422 and NAME in refused.content.decode()
    User.objects.filter(pk=shop.town.an.pk).update(identity_level=2)
    assert an.post(reverse("claim_company"), typed).status_code == 302


def test_whoever_leaves_is_not_the_contact_any_more_and_whoever_comes_is(shop):
    an, dung = shop.town.an.person, shop.town.dung.person
    Person.objects.filter(pk=an.pk).update(phone="0911111111", email="an@example.vn")
    company = make_company(shop)
    dossier = filed_by_employee(shop, make_delegation(shop, company))
    Dossier.objects.filter(pk=dossier.pk).update(phone="0911111111", email="khac@example.vn")
    resigned = CompanyRepresentative.Because.RESIGNED
    end_representative(representative=company, because=resigned, by=shop.actor("an"), now=NOW)
    dossier = shop.fresh(dossier)
    assert (dossier.phone, dossier.email) == ("", "khac@example.vn")
    Person.objects.filter(pk=dung.pk).update(phone="0922222222")
    shop.town.dung.refresh_from_db()
    make_company(shop, "dung")
    assert shop.fresh(dossier).phone == "0922222222"


def test_the_end_of_a_delegation_is_told_to_employee_and_to_all_who_represent(shop):
    company = make_company(shop)
    other = make_citizen("khach", "Vũ Thị Khách", "038190000009")
    shop.town.khach = other
    make_company(shop, "khach")
    delegation = make_delegation(shop, company)
    end_company_delegation(delegation=delegation, by=shop.actor("dung"), now=NOW)
    ended = Notice.objects.filter(template="onestop.company_delegation", params__what="ended")
    assert sorted(ended.values_list("person__full_name", flat=True)) == [
        "Lê Thị An", "Phạm Văn Dũng", "Vũ Thị Khách",
    ]  # fmt: skip


def test_the_desk_records_ends_and_refuses_and_others_find_no_page(shop):
    binh, an = shop.town.sign_in(Client(), "binh"), shop.town.sign_in(Client(), "an")
    person = shop.town.an.person
    typed = {"number": NUMBER, "name": NAME, "id_number": person.id_number, "full_name": "Người Khác"}
    typed |= {"title": "Giám đốc", "paper": "GCN", "starts_on": "01/02/2020"}
    record = reverse("record_representative")
    assert binh.post(record, typed).status_code == 422
    assert binh.post(record, typed | {"full_name": person.full_name}).status_code == 302
    assert binh.post(record, typed | {"full_name": person.full_name}).status_code == 422
    found = CompanyRepresentative.objects.get()
    end = reverse("end_representative", args=[found.pk])
    assert binh.post(end, {}).status_code == 422
    assert binh.post(end, {"because": "changed"}).status_code == 302
    claim = claimed(shop)
    assert binh.post(reverse("refuse_representative", args=[claim.pk])).status_code == 302
    claim.refresh_from_db()
    assert claim.state == CompanyRepresentative.State.REFUSED
    later = claimed(shop)
    assert an.get(reverse("resign_company", args=[later.pk])).status_code == 200
    assert an.post(reverse("resign_company", args=[later.pk])).status_code == 302
    emi = shop.town.sign_in(Client(), "emi")
    for name in ("desk_companies", "record_representative"):
        assert emi.get(reverse(name)).status_code in {403, 404}
    for client in (emi, an, Client()):
        assert client.get(reverse("desk_company", args=[found.pk])).status_code != 200


def test_the_pages_ask_few_questions(shop, django_assert_max_num_queries):
    company = make_company(shop)
    for _ in range(3):
        make_delegation(shop, company, procedures=[CODE])
    an = shop.town.sign_in(Client(), "an")
    for address in (reverse("my_companies"), reverse("company", args=[company.pk])):
        an.get(address)
        with django_assert_max_num_queries(14):
            assert an.get(address).status_code == 200


def test_a_desk_records_nobody_twice_under_a_wrong_name_or_by_wrong_days(shop):
    assert not can_represent(make_company(shop), shop.actor("dung"), NOW.date())
    with pytest.raises(AlreadyRepresents):
        make_company(shop)
    with pytest.raises(AnotherName):
        make_company(shop, "dung", name="Công ty Khác")
    for days, error in (
        ((date(2024, 3, 9), None), DayInFuture),
        ((date(2020, 1, 1), date(2024, 3, 7)), TermOver),
    ):
        with pytest.raises(error):
            make_company(shop, "dung", certificate=CertificatePaper("GCN", "GĐ", *days))
    who = Applicant(Person.Kind.CITIZEN, "038190000002", "Phạm Văn Dũng")
    named = {"number": NUMBER, "name": NAME, "person": who, "certificate": CERTIFICATE}
    with pytest.raises(NotYourTurn):
        record_representative(**named, by=shop.actor("emi"), now=NOW)
