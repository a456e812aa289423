"""The search of officers: what it finds, what it does not show, what it writes down, and that no name is in an address."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tinhso.casework.finder.finder import find_cases
from tinhso.casework.finder.permissions import can_find_by_number
from tinhso.casework.finder.search_text import asked_of
from tinhso.kernel.events.public import who_read
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.models import Dossier

SEARCH = "/can-bo/tim/"
NAMES = [
    "Nguyễn Thị Ánh Tuyết",
    "ĐẶNG ĐÌNH ƯỚC",
    "Công ty TNHH Chuyển phát Sông Mã 36",
    "Lê  Văn-Tám",
    "Ngữ Ỷ Ỹ",
]


@pytest.fixture
def as_(shop):
    return lambda name: shop.town.sign_in(Client(), name)


def put(shop, name, phone="0912345118", number="038190001234", until="receive"):
    dossier = shop.dossier(until)
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name=name, phone=phone, applicant_id_number=number)
    return shop.fresh(dossier)


def found(shop, text, who="binh", now=None):
    return set(find_cases(asked_of(text), shop.actor(who), now=now or shop.now).case_ids)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.django_db
def test_the_database_folds_as_the_program_does(name):
    with connection.cursor() as cursor:
        cursor.execute("select tsvector_to_array(onestop_finding_terms(normalize(%s, NFD), '', ''))", [name])
        assert set(cursor.fetchone()[0]) == set(fold(name).split())


@pytest.mark.long
@pytest.mark.parametrize(
    "typed",
    [
        *("nguyen thi anh tuyet", "Ánh Tuyết", "tuyết nguyễn", "anh tuy"),
        *("0912345118", "0912 345 118", "+84912345118", "09123", "5118", "038190001234"),
    ],
)
def test_a_dossier_is_found_by_name_phone_and_personal_number(shop, typed):
    wanted, other = (
        put(shop, "Nguyễn Thị Ánh Tuyết"),
        put(shop, "Trần Văn Bách", "0987654321", "038190009999"),
    )
    assert found(shop, typed) == {wanted.pk}
    assert other.pk not in found(shop, typed)


def test_any_part_of_a_code_finds_it(shop):
    dossier = shop.dossier("receive")
    code = dossier.case.code
    ident, day, number = code.rsplit("-", 2)
    for typed in (
        *(
            code,
            code.lower(),
            f"{day}-{number}",
            f"{day}{number}",
            f"{day}.{number}",
            number,
            str(int(number)),
        ),
        *(f"{day}-{number[:2]}", day, f"{ident}-{day}", code[5:-2]),
    ):
        assert dossier.pk in found(shop, typed), typed
    assert found(shop, "240101-0001") == set()


def test_a_stranger_to_the_dossier_finds_nothing(shop):
    dossier = put(shop, "Nguyễn Thị Ánh Tuyết")
    for typed in ("anh tuyet", "0912345118", "038190001234", dossier.case.code, dossier.case.code[-11:]):
        for who in ("bao", "sau", "tra", "quan"):
            assert found(shop, typed, who) == set(), (who, typed)


def test_what_is_erased_is_not_found(shop):
    dossier = put(shop, "Nguyễn Thị Ánh Tuyết")
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="", phone="", applicant_id_number="")
    assert found(shop, "anh tuyet") == found(shop, "0912345118") == found(shop, "038190001234") == set()


def test_only_who_settles_dossiers_finds_by_a_personal_number(shop):
    assert all(can_find_by_number(shop.actor(who)) for who in ("binh", "emi", "chi", "van"))
    for who in ("sau", "tra", "quan"):
        assert not can_find_by_number(shop.actor(who))
        assert find_cases(asked_of("038190001234"), shop.actor(who), now=shop.now).refused


def test_what_waits_for_the_officer_comes_first(shop):
    elsewhere, mine = put(shop, "Lê Văn Tám", until="examine"), put(shop, "Lê Văn Tám")
    groups = find_cases(asked_of("van tam"), shop.actor("binh"), now=shop.now).groups
    assert [[line.case.pk for line in lines] for _label, lines in groups] == [[mine.pk], [elsewhere.pk]]


def test_the_name_stands_in_no_address_and_the_reading_is_logged(shop, as_, django_assert_max_num_queries):
    dossier, client = put(shop, "Nguyễn Thị Ánh Tuyết"), as_("binh")
    sent = client.post(SEARCH, {"q": "Ánh Tuyết"})
    assert (sent.status_code, sent["Location"]) == (302, SEARCH)
    with django_assert_max_num_queries(20):  # in the transaction of a test nothing is kept
        page = client.get(SEARCH)
    text = page.content.decode()
    assert "Nguyễn Thị Ánh Tuyết" in text and "0912345118" not in text
    assert f'href="{reverse("desk_dossier", args=[dossier.case.code])}" autofocus' in text
    assert who_read(dossier.pk)[0].purpose == "search"
    client.post(SEARCH, {"q": "038190001234"})
    assert "đã được ghi lại" in client.get(SEARCH).content.decode()
    assert who_read(dossier.pk)[0].purpose == "search_number"
    assert client.get(f"{SEARCH}?q=Trần").content.decode().count("Trần") == 0


def test_a_whole_code_or_a_scanned_receipt_opens_the_dossier(shop, as_):
    dossier, client = shop.dossier("receive"), as_("binh")
    page = reverse("desk_dossier", args=[dossier.case.code])
    for typed in (dossier.case.code, f"https://tinh.example/tra-cuu/?ma={dossier.case.code}"):
        client.post(SEARCH, {"q": typed})
        assert client.get(SEARCH)["Location"] == page


def test_bad_input_is_told_and_breaks_nothing(shop, as_):
    client = as_("binh")
    for typed in ("", "\x00", "'", "a & b | !c:*", "((((", "%_%", "x" * 5000, "²³", "---", "漢字", "0" * 60):
        client.post(SEARCH, {"q": typed})
        assert client.get(SEARCH).status_code == 200, typed
    assert Client().get(SEARCH).status_code == 302
    assert as_("an").get(SEARCH).status_code == 403


def test_too_many_searches_in_an_hour_are_stopped(shop, as_, monkeypatch):
    monkeypatch.setattr("tinhso.casework.finder.views.search.MOST", 1)
    client = as_("binh")
    client.post(SEARCH, {"q": "an"})
    assert [client.get(SEARCH).status_code for _ in range(2)] == [200, 429]


def test_numbers_of_days_long_past_are_not_found_by_themselves(shop):
    dossier = shop.dossier("receive")
    late = shop.now + timedelta(days=90)
    shop.way()["receive"](dossier)
    number = dossier.case.code[-4:]
    assert dossier.pk in found(shop, number) and dossier.pk not in found(shop, number, "emi", late)
