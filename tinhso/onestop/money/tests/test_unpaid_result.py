"""A result with its fee open is handed out by no door, unless a rule of the day lets it be owed: then page and book say "nợ"."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.kernel.law.models import Rule
from tinhso.kernel.site import clock
from tinhso.onestop import my_data
from tinhso.onestop.desk.register_book import Chosen, all_cells, book_rows
from tinhso.onestop.dossier.unpaid import RULE, held_among, is_held
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.models import Dossier, FeeCharge, HandOver, PortalMessage, StoreEntry
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.national_portal.views import portal_inbox
from tinhso.onestop.tests.makers import CODE, NOW, SINCE, SOURCE

pytestmark = pytest.mark.long  # each signs a result
HELD, DEBT = "Kết quả được trả khi đã nộp đủ phí, lệ phí.", "nợ phí, lệ phí 102.000 đồng"
DESK = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": ""}


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop, "hand_over")


@pytest.fixture
def dossier(paying):
    """Its result is issued, nobody paid."""
    return paying.dossier("hand_over")


@pytest.fixture
def an(paying) -> Client:
    return paying.town.sign_in(Client(), "an")


def owe(*codes: str, since=SINCE) -> None:
    Rule.objects.create(key=RULE, value=list(codes), valid=since, source=SOURCE)


def files_of(client: Client, dossier: Dossier) -> list[int]:
    """The status of each door by which its owner may take the result."""
    entry = StoreEntry.objects.get(dossier=dossier)
    doors = (
        reverse("download_result", args=[dossier.case.code]),
        reverse("download_stored", args=[entry.pk]),
    )
    return [read(client.get(door)) for door in doors]


def read(answer) -> int:
    """The status; what it streams is read to its end."""
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def exported(paying) -> int:
    return sum(1 for _file in my_data.results(paying.actor("an")))


def test_no_door_hands_out_a_result_before_its_fee_and_every_one_does_after_it(paying, dossier, an):
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert HELD in page and "Tải kết quả" not in page and "102.000 đồng" in page and "Nộp tiền" in page
    assert files_of(an, dossier) == [302, 302] and exported(paying) == 0
    led = an.get(reverse("download_result", args=[dossier.case.code]), follow=True)
    assert led.redirect_chain[0][0] == reverse("dossier", args=[dossier.case.code])
    assert HELD in led.content.decode()
    officer = paying.town.sign_in(Client(), "binh")
    assert read(officer.get(reverse("download_result", args=[dossier.case.code]))) == 200
    post_message(message(f"CHUYEN TIEN {charge_of(dossier).pay_code} FT24", 102_000))
    assert files_of(an, dossier) == [200, 200] and exported(paying) == 1
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert "Tải kết quả" in page and HELD not in page and "nợ phí" not in page


def test_the_national_portal_gets_no_result_before_its_fee(dossier, client, monkeypatch):
    monkeypatch.setattr(portal_inbox, "signed", lambda request, content: True)
    words = {"event_id": 1, "service": "DongBoHoSoMC", "portal_state": 1, "at": NOW, "next_try": NOW}
    PortalMessage.objects.get_or_create(dossier=dossier, number=1, defaults=words)
    door = reverse("portal_result", args=[dossier.case.code])
    assert read(client.get(door)) == 404
    charge_of(dossier).move(ver=charge_of(dossier).ver, state="paid", paid=102_000)
    assert read(client.get(door)) == 200


def test_where_the_rule_lets_it_be_owed_it_is_handed_out_and_page_and_book_say_so(paying, dossier, an):
    owe(CODE)
    assert files_of(an, dossier) == [200, 200] and exported(paying) == 1
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert "Tải kết quả" in page and DEBT in page and HELD not in page
    hand_over_result(dossier=dossier, **DESK, **paying.words("binh", dossier))
    (row,) = all_cells(list(book_rows(paying.actor("binh"), Chosen("", 2024))))
    assert row[-1] == f"Lê Thị An · {DEBT}"
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert DEBT in page
    FeeCharge.objects.update(state="exempt", exempt_reason="Hộ nghèo")
    (row,) = all_cells(list(book_rows(paying.actor("binh"), Chosen("", 2024))))
    assert row[-1] == "Lê Thị An"


def test_the_rule_holds_for_its_procedures_on_its_days(paying, dossier):
    now, mine = clock.now(), Dossier.objects.filter(pk=dossier.pk)
    assert is_held(dossier, now) and held_among(mine, now) == {dossier.pk}
    owe("9.999999", since=("2020-01-01", "2024-01-01"))
    owe("9.999999", since=("2024-01-01", "2024-03-01"))
    owe(CODE, since=("2024-03-01", None))
    assert not is_held(dossier, now) and held_among(mine, now) == set()
    assert is_held(dossier, now.replace(month=2)) and held_among(mine, now.replace(month=2)) == {dossier.pk}
    Rule.objects.filter(key=RULE).update(value=["*"])
    assert not is_held(dossier, now.replace(month=2)) and held_among(mine, now.replace(month=2)) == set()


def test_a_fee_without_an_amount_holds_it_and_a_duty_that_was_asked_does_not(dossier):
    FeeCharge.objects.update(awaits_amount=True)
    assert is_held(dossier, NOW)
    FeeCharge.objects.update(awaits_amount=False, due="duty")
    assert not is_held(dossier, NOW)
