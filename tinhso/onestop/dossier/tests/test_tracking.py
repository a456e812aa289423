"""Who proves a dossier theirs at /tra-cuu/ and by SMS: guessing costs whoever guesses, and its owner always has a way."""

import time
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.tracking import proof
from tinhso.kernel.notices.sms import answer_sms
from tinhso.kernel.people.public import Person

TITLE, NUMBER_OF_DOSSIER, NUMBER_OF_AN = "Cấp giấy phép thử", "0987654321", "0912345678"
WRONG, WHOLE_NEEDED, WAIT = "Số này không khớp", "4 số chưa đủ", "nhập sai quá nhiều lần"


@pytest.fixture(autouse=True)
def still_clock(monkeypatch):
    """No stretch of a limit ends while it is counted."""
    begun = SimpleNamespace(at=time.time())
    monkeypatch.setattr("tinhso.kernel.site.rate_limit.time", SimpleNamespace(time=lambda: begun.at))
    return begun


@pytest.fixture
def dossier(shop):
    found = shop.dossier("receive")
    found.phone = NUMBER_OF_DOSSIER
    found.save()
    return found


def typed(dossier, number, address="198.51.100.7"):
    words = {"code": dossier.case.code, "proof": number}
    return Client().post(reverse("track"), words, REMOTE_ADDR=address).content.decode()


def guess(dossier, many, start=0):
    """Wrong ones, each from an address of its own."""
    return [typed(dossier, f"{9000 + n}", f"2001:db8:{n:x}::1") for n in range(start, start + many)]


def test_the_telephone_of_the_dossier_opens_it_as_well_as_the_accounts_and_is_never_a_wrong_try(dossier):
    for number in ["4321", "5678"] * 5:
        assert TITLE in typed(dossier, number)
    for number in (NUMBER_OF_DOSSIER, NUMBER_OF_AN, "+84 987 654 321", "0987.654.321"):
        assert TITLE in typed(dossier, number)
    assert WRONG in typed(dossier, "0000") and TITLE not in typed(dossier, "0987654320")


def test_what_the_account_is_reached_at_and_who_filed_for_another_prove_it_too(dossier, shop):
    shop.town.an.phone = "0900001111"
    shop.town.an.save()
    assert TITLE in typed(dossier, "1111") and WRONG in typed(dossier, "2222")
    dossier.case.submitter = Person.objects.create(full_name="Lê Văn Nộp", phone="0900002222")
    dossier.case.save()
    assert TITLE in typed(dossier, "2222")


def test_many_addresses_that_guess_never_shut_a_dossier_to_its_owner(dossier):
    assert all(WRONG in page for page in guess(dossier, 5))
    assert all(WHOLE_NEEDED in page for page in guess(dossier, 30, start=5))
    asked = typed(dossier, "4321")
    assert WHOLE_NEEDED in asked and TITLE not in asked and "Mã hồ sơ" in asked
    assert TITLE in typed(dossier, NUMBER_OF_DOSSIER)


def test_an_owner_is_not_counted_for_digits_that_nobody_looked_at(dossier):
    guess(dossier, 5)
    assert all(WHOLE_NEEDED in typed(dossier, "4321") for _ in range(8))
    assert TITLE in typed(dossier, NUMBER_OF_DOSSIER)


def test_one_address_pays_for_its_guesses_at_whichever_code(dossier, shop, still_clock):
    others = [shop.dossier("receive") for _ in range(5)]
    assert all(WRONG in typed(other, "9999") for other in others)
    assert WHOLE_NEEDED in typed(dossier, "9999")  # from there four digits are no longer looked at
    assert TITLE in typed(dossier, "4321", "198.51.100.8")
    still_clock.at += 600
    assert WRONG in typed(dossier, "9999")


def test_whole_numbers_are_not_guessed_without_end_and_the_wait_grows(dossier, still_clock):
    at_first = [typed(dossier, f"09000000{n:02}") for n in range(11)]
    assert all(WRONG in page for page in at_first[:10]) and WAIT in at_first[10]
    assert TITLE in typed(dossier, NUMBER_OF_DOSSIER, "198.51.100.8")
    still_clock.at = still_clock.at // 86400 * 86400 + 86400  # a day begins
    answers = []
    for stretch in range(7):
        still_clock.at += 600
        answers += [typed(dossier, f"09000{stretch:02}{n:03}") for n in range(10)]
    assert [WRONG in page for page in answers].count(True) == 50  # a day's
    assert TITLE in typed(dossier, NUMBER_OF_DOSSIER, "198.51.100.8")


def test_one_try_at_each_of_many_codes_is_bounded_whatever_the_number_of_addresses(
    dossier, shop, monkeypatch
):
    monkeypatch.setattr(proof, "ENDINGS_OF_ALL", ((3, 3600), (4, 86400)))
    others = [shop.dossier("receive") for _ in range(4)]
    pages = [typed(other, "9999", f"2001:db8:{n:x}::1") for n, other in enumerate(others)]
    assert [WRONG in page for page in pages] == [True, True, True, False]
    assert WHOLE_NEEDED in typed(dossier, "4321") and TITLE in typed(dossier, NUMBER_OF_DOSSIER)


def test_no_swarm_finds_more_than_is_written_in_the_page_of_security():
    (of_case, day), (in_month, month) = proof.ENDINGS_OF_CASE
    (_hour, _), (of_all, _) = proof.ENDINGS_OF_ALL
    numbers = 4  # telephone and identity number of the account, both of the dossier
    assert (of_case, day, month) == (5, 86400, 30 * 86400) and in_month * numbers / 10_000 < 0.01
    assert of_all * numbers / 10_000 < 0.5  # dossiers a day, of all of the province


def test_an_sms_from_the_telephone_of_the_dossier_is_answered_after_any_number_of_guesses(dossier, shop):
    def sms(text, phone="900000001"):
        return answer_sms(phone, f"HS {dossier.case.code} {text}", now=shop.now)

    guess(dossier, 6)
    assert dossier.case.code not in sms("4321")
    assert dossier.case.code in sms(NUMBER_OF_DOSSIER)  # from any telephone
    for owner in (NUMBER_OF_DOSSIER[1:], NUMBER_OF_AN[1:]):
        assert dossier.case.code in sms("4321", owner) and dossier.case.code not in sms("0000", owner)
