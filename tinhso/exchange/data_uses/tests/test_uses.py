"""A person sees who used their data, why and by which law; never an officer, another person, or what law keeps from them."""

from datetime import date, timedelta

import pytest

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.data_uses.grounds import Ground
from tinhso.exchange.data_uses.person_uses import uses_of
from tinhso.exchange.data_uses.tests.makers import call, lines, make_rules, own_case, read
from tinhso.exchange.data_uses.uses import Filter, overview
from tinhso.exchange.models import DictionaryTerm, ExchangeCall, FieldMapping
from tinhso.kernel.people.public import Person

PAGE = "/tai-khoan/ai-da-dung-du-lieu/"


@pytest.fixture
def used(joined):
    town = joined
    make_rules()
    town.agreement = approved(town)
    town.case = own_case(town.an.person, title="Đăng ký khai sinh")
    return town


def test_a_call_and_a_reading_are_told_in_words(used):
    town = used
    call(town.an.person, town.agreement, issue=town.case.code)
    read(town.actor("binh"), town.case)
    first, second = lines(town.actor("an"))
    assert (first.user, first.place) == ("Sở B", "Một cửa B")
    assert (first.purpose, first.law) == ("Điền sẵn tờ khai", "NĐ 47/2020")
    assert first.data.endswith("(1 trường)") and first.outcome == "Đã nhận dữ liệu."
    assert [one.code for one in first.matters] == [town.case.code]
    assert (second.user, second.place) == ("Bộ phận Một cửa Sở A", "Cán bộ Bộ phận Một cửa")
    assert (second.law, str(second.law_note)) == ("Luật thử", "suy ra từ loại việc")
    assert "Bình" not in repr(first) + repr(second)


def test_a_field_is_told_by_its_word_in_the_dictionary_and_never_by_its_machine_name(used):
    town = used
    term = DictionaryTerm.objects.create(
        code="ho-ten", label="Họ và tên", meaning="x", kind="text", source="x"
    )
    FieldMapping.objects.create(service=town.agreement.service, field=town.agreement.fields[0], term=term)
    call(town.an.person, town.agreement)
    (line,) = lines(town.actor("an"))
    assert "(Họ và tên)" in line.data and town.agreement.fields[0] not in line.data


def test_what_says_the_same_of_one_day_is_one_line_newest_first(used):
    town = used
    for hours in (1, 2, 3, 30):
        read(town.actor("binh"), town.case, hours=hours)
    call(town.an.person, town.agreement, code="quota", status=429)
    found = lines(town.actor("an"))
    assert [one.times for one in found] == [1, 3, 1]
    assert found[0].tone == "late" and found[0].at >= found[1].at >= found[2].at


def test_nobody_sees_the_data_uses_of_another(used):
    town = used
    call(town.an.person, town.agreement)
    read(town.actor("binh"), town.case)
    assert lines(town.actor("dung")) == []
    other = own_case(town.dung.person)
    read(town.actor("emi"), town.case, other)
    (line,) = lines(town.actor("dung"))
    assert [one.code for one in line.matters] == [other.code]


def test_a_dossier_of_another_that_a_call_names_is_not_told(used):
    town = used
    other = own_case(town.dung.person)
    call(town.an.person, town.agreement, issue=other.code)
    (line,) = lines(town.actor("an"))
    assert line.matters == () and other.code not in repr(line)


def test_a_call_that_was_made_before_the_dossier_had_its_code_is_told_with_it(used, monkeypatch):
    town, made = used, {}
    monkeypatch.setattr("tinhso.exchange.data_uses.person_uses.calls_for", lambda kinds: made)
    row = call(town.an.person, town.agreement)
    made[str(row.pk)] = town.case.pk
    assert [[one.code for one in line.matters] for line in lines(town.actor("an"))] == [[town.case.code]]
    made[str(row.pk)] = own_case(town.dung.person).pk
    assert [line.matters for line in lines(town.actor("an"))] == [()]


def test_beyond_the_issues_that_are_looked_at_no_call_for_a_dossier_is_shown(used, monkeypatch):
    town = used
    monkeypatch.setattr("tinhso.exchange.data_uses.person_uses.MOST_ISSUES", 1)
    for case in (town.case, make_case(kind="complaint"), make_case(confidential=True)):
        call(town.an.person, town.agreement, issue=case.code)
    call(town.an.person, town.agreement, hours=30)
    person = uses_of(town.actor("an"), on=NOW.date())
    secret = {one.issue for one in person.calls()} - {"", town.case.code}
    assert not secret and "" in {one.issue for one in person.calls()}


def test_readings_for_inspections_and_in_secret_registers_are_never_shown(used):
    town, an = used, used.an.person
    read(town.actor("tra"), town.case, purpose="audit")
    read(town.actor("emi"), own_case(an, kind="complaint"))
    read(town.actor("emi"), own_case(an, confidential=True))
    assert lines(town.actor("an")) == []


def test_readings_of_a_procedure_that_protects_a_child_are_never_shown(used, monkeypatch):
    town = used
    ground = {town.case.pk: Ground("Luật Trẻ em", "1.004946")}
    monkeypatch.setattr("tinhso.exchange.data_uses.person_uses.grounds_of", lambda kinds: ground)
    read(town.actor("emi"), town.case)
    call(town.an.person, town.agreement, issue=town.case.code)
    assert lines(town.actor("an")) == []


@pytest.mark.long
@pytest.mark.parametrize("why", ["denunciation", "inspection", "child_protection", "domestic_violence"])
def test_calls_of_an_agreement_that_law_keeps_from_people_are_never_shown(used, why):
    town = used
    type(town.agreement).objects.filter(pk=town.agreement.pk).update(disclosure=why)
    call(town.an.person, town.agreement)
    assert lines(town.actor("an")) == []


def test_calls_for_a_secret_case_of_somebody_else_are_never_shown(used):
    town = used
    secret = make_case(kind="complaint")
    call(town.an.person, town.agreement, issue=secret.code)
    call(town.an.person, town.agreement, issue=make_case(confidential=True).code)
    assert lines(town.actor("an")) == []


def test_counts_months_and_agencies_and_a_filter_by_them(used):
    town = used
    call(town.an.person, town.agreement)
    call(town.an.person, town.agreement, hours=24 * 40)
    read(town.actor("binh"), town.case)
    seen, _users = overview(uses_of(town.actor("an"), on=NOW.date()))
    assert (seen.calls, seen.readings) == (2, 1)
    assert [(month.month, n) for month, n in seen.months] == [(3, 2), (1, 1)]
    by_name = {one.name: (one, n) for one, n in seen.users}
    assert by_name["Sở B"][1] == 2
    assert len(lines(town.actor("an"), Filter(month=date(2024, 3, 1)))) == 2
    assert [one.user for one in lines(town.actor("an"), Filter(user=by_name["Sở B"][0]))] == ["Sở B", "Sở B"]
    desk = by_name["Bộ phận Một cửa Sở A"][0]
    assert [one.side for one in lines(town.actor("an"), Filter(user=desk))] == ["reading"]
    assert desk.token(1) != desk.token(2)


def test_a_second_page_follows_the_first(used, client):
    town = used
    for day in range(70):
        read(town.actor("binh"), town.case, hours=24 * day)
    assert len(lines(town.actor("an"))) == 60 and len(lines(town.actor("an"), number=2)) == 10
    town.sign_in(client, "an")
    assert "trang=2" in client.get(PAGE).content.decode()
    assert "trang=3" not in client.get(PAGE, {"trang": "2"}).content.decode()


def test_the_page_is_bounded_and_holds_no_number(used, client, django_assert_max_num_queries):
    town = used
    for hours in range(20):
        call(town.an.person, town.agreement, hours=hours * 5, issue=town.case.code)
        read(town.actor("binh"), town.case, own_case(town.an.person), hours=hours * 7)
    town.sign_in(client, "an")
    with django_assert_max_num_queries(24):
        text = client.get(PAGE).content.decode()
    assert town.an.person.id_number not in text and "Nguyễn Thị Bình" not in text
    assert "Điền sẵn tờ khai" in text and "Hỏi qua nền tảng" in text


@pytest.mark.long
@pytest.mark.parametrize(
    "query", [{"trang": "0"}, {"trang": "x"}, {"trang": "9" * 30}, {"thang": "2024-13"}, {"noi": "\0"}]
)
def test_odd_words_of_an_address_ask_for_everything(used, client, query):
    read(used.actor("binh"), used.case)
    used.sign_in(client, "an")
    assert client.get(PAGE, query).status_code == 200


def test_without_a_proved_number_the_page_says_that_calls_cannot_be_found(used, client):
    Person.objects.filter(pk=used.an.person_id).update(id_number="")
    call(used.dung.person, used.agreement, subject="a" * 32)
    used.sign_in(client, "an")
    text = client.get(PAGE).content.decode()
    assert "chưa có số định danh" in text and "Chưa có cơ quan nào" in text


def test_officers_and_visitors_have_no_such_page(used, client):
    assert client.get(PAGE).status_code == 302
    used.sign_in(client, "binh")
    assert client.get(PAGE).status_code == 403
    assert uses_of(used.actor("binh"), on=NOW.date()) is None


def test_a_call_that_names_nobody_is_nobodys(used):
    call(used.an.person, used.agreement, named="nobody", subject="")
    assert lines(used.actor("an")) == [] and ExchangeCall.objects.filter(named="nobody").count() == 1


def test_a_call_of_a_system_that_left_is_shown(used):
    call(used.an.person, used.agreement, client="GOV/cu/may", status=404)
    (line,) = lines(used.actor("an"))
    assert "không còn trong danh sách" in line.user and "không có dữ liệu" in line.outcome
    assert line.at == NOW - timedelta(hours=1)
