"""Every fee is asked when it is due, with the amount that was announced, and stands in the way until it is settled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tinhso.kernel.events.public import EventRow
from tinhso.onestop.data import reading
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.fee_gate import AmountOpen, FeeOpen, check_fee_settled
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.tests.test_counter import whole
from tinhso.onestop.models import (
    ChargeChanged,
    CollectionAccount,
    FeeCharge,
    Payment,
    PortalDossier,
    PortalFee,
    ProcedureVersion,
)
from tinhso.onestop.money.actions.count_portal_fees import count_portal_fees
from tinhso.onestop.money.actions.pause_for_duty import pause_for_duty
from tinhso.onestop.money.actions.receive_payment import receive_cash
from tinhso.onestop.money.actions.set_fee_amount import AmountStands, NotAsAnnounced, set_fee_amount
from tinhso.onestop.money.actions.waive_fee import waive_fee
from tinhso.onestop.money.tests.money_makers import SECRET, message, post_message

FEE = {"name": "Phí thẩm định", "amount": 100_000, "source": "TT", "due": "accept"}
LATE = {"name": "Lệ phí quá hạn", "amount": 8_000, "source": "NQ", "due": "hand_over", "by_desk": True}
LAW = {"name": "Lệ phí theo nghị quyết", "amount": None, "source": "NQ", "due": "hand_over"}
TAX = {"name": "Tiền sử dụng đất", "amount": None, "source": "Luật", "due": "duty"}
POLICE = {"name": "Lệ phí cư trú", "amount": 20_000, "source": "TT", "due": "elsewhere"}
CONTACT = {"phone": "0912345678", "email": "", "address": "Xã A", "result_by": "desk"}
FREE = {"name": "Không thu", "amount": 0, "source": "TT"}


@pytest.fixture
def with_fees(shop, settings):
    """`with_fees(FEE, LATE)`: the shop whose version has these fees."""
    settings.BANK_SECRET = SECRET

    def made(*fees):
        version = shop.version
        version.pk, version.number, version.published_at = None, 2, None
        version.fees, version.fee_due = list(fees), ""
        version.save(force_insert=True)
        return shop

    return made


def charges(dossier):
    return {one.due: one for one in FeeCharge.objects.whole().filter(dossier=dossier)}


def desk(shop, who="binh"):
    return {"by": shop.actor(who), "now": shop.now}


def test_a_moment_that_no_text_names_is_told_as_an_illustration_to_applicant_and_desk(with_fees):
    shop = with_fees(FEE, TAX)
    dossier = shop.dossier("receive")
    words = "(thời điểm thu minh họa)"
    for who, path in (
        ("an", f"/ho-so/{dossier.case.code}/"),
        ("binh", f"/can-bo/ho-so/{dossier.case.code}/"),
    ):
        page = shop.town.sign_in(Client(), who).get(path).content.decode()
        assert "Nộp trước khi tiếp nhận" in page and page.count(words) == 1, (
            who
        )  # not of the tax: its notice says when


def test_a_moment_with_its_text_is_told_plainly(with_fees):
    shop = with_fees(FEE | {"due_source": "Thông tư 1/2024/TT-BTC, Điều 4"})
    dossier = shop.dossier("receive")
    page = shop.town.sign_in(Client(), "an").get(f"/ho-so/{dossier.case.code}/").content.decode()
    assert "Nộp trước khi tiếp nhận" in page and "thời điểm thu minh họa" not in page


def test_each_moment_has_its_charge_and_what_is_free_or_paid_elsewhere_none(with_fees):
    found = charges(with_fees(FEE, LATE, TAX, POLICE, FREE).dossier("receive"))
    assert {due: (one.total, one.awaits_amount) for due, one in found.items()} == {
        "accept": (100_000, False),
        "hand_over": (0, True),
        "duty": (0, True),
    }
    assert all(one.state == "open" for one in found.values())


def test_a_licence_of_post_asks_its_announced_fee_before_it_is_accepted(with_fees):
    (fee,) = next(v for v in reading.versions() if v.get("procedure") == "1.003659")["fees"]
    shop = with_fees(fee)
    dossier = shop.dossier("receive")
    charge = charges(dossier)["accept"]
    assert charge.total == 10_750_000
    with pytest.raises(FeeOpen):
        accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, **desk(shop))
    dossier = shop.fresh(dossier)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))


def test_at_the_counter_the_dossier_is_handed_in_and_its_fee_taken_before_it_is_accepted(with_fees):
    shop = with_fees(FEE)
    dossier = whole(shop)
    assert receive_at_counter(dossier=dossier, **desk(shop)) is None
    case = shop.fresh(dossier).case
    assert (case.state, case.accepted_at, dossier.trips.count()) == ("submitted", None, 1)
    charge = charges(dossier)["accept"]
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, **desk(shop))
    dossier = shop.fresh(dossier)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))


def test_the_page_of_the_counter_leads_to_the_fee_and_a_second_sending_to_the_dossier(with_fees):
    shop = with_fees(FEE)
    dossier, binh = whole(shop), shop.town.sign_in(Client(), "binh")
    url = reverse("counter_entry", args=[dossier.case.code])
    sent = {"receive": "1", "how_phuong_an": "submitted", "muc_dich": "Mở bưu cục", "ngay_can": "01/04/2024"}
    sent |= {f"lien_he-{k}": v for k, v in CONTACT.items()}
    answer = binh.post(url, sent)
    charge = charges(dossier)["accept"]
    assert answer["Location"] == reverse("fee_charge", args=[charge.pk])
    assert "Thu tiền mặt" in binh.get(answer["Location"]).content.decode()
    code = shop.fresh(dossier).case.code
    second = binh.post(reverse("counter_entry", args=[code]), sent)
    assert second["Location"] == reverse("desk_dossier", args=[code])


def test_an_amount_that_the_answers_do_not_tell_stops_the_hand_over_until_the_desk_enters_it(with_fees):
    shop = with_fees(LATE)
    dossier = shop.dossier("receive")
    charge = charges(dossier)["hand_over"]
    check_fee_settled(dossier, FeeCharge.Due.ACCEPT)
    with pytest.raises(AmountOpen):
        check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    words = {"charge_id": charge.pk, "ver": charge.ver, "line": 0, "source": "Quá 60 ngày"}
    for who in ("bao", "emi", "an"):
        with pytest.raises(PermissionDenied):
            set_fee_amount(amount=8_000, **words, **desk(shop, who))
    with pytest.raises(NotAsAnnounced):
        set_fee_amount(amount=5_000, **words, **desk(shop))
    with pytest.raises(ChargeChanged):
        set_fee_amount(amount=8_000, **words | {"ver": 9}, **desk(shop))
    set_fee_amount(amount=8_000, **words, **desk(shop))
    assert list(EventRow.objects.order_by("id").values_list("name", flat=True))[-2:] == [
        "onestop.FeeAmountSet",
        "onestop.FeeAsked",
    ]
    with pytest.raises(AmountStands):
        set_fee_amount(amount=8_000, **words | {"ver": charge.ver + 1}, **desk(shop))
    with pytest.raises(FeeOpen):
        check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    charge = charges(dossier)["hand_over"]
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=8_000, **desk(shop))
    check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)


def test_what_is_not_owed_is_entered_as_nothing_and_lets_the_result_go(with_fees):
    shop = with_fees(LATE, LAW)
    dossier = shop.dossier("receive")
    for line, text in ((0, "Đúng hạn"), (1, "NQ 5/2023")):
        charge = charges(dossier)["hand_over"]
        set_fee_amount(charge_id=charge.pk, ver=charge.ver, line=line, amount=0, source=text, **desk(shop))
    charge = charges(dossier)["hand_over"]
    assert (charge.state, charge.total, charge.exempt_reason) == ("exempt", 0, "NQ 5/2023")
    check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)


def test_money_that_comes_before_the_amount_is_known_waits(with_fees):
    dossier = with_fees(LAW).dossier("receive")
    charge = charges(dossier)["hand_over"]
    CollectionAccount.objects.create(
        agency=charge.agency, bank="970415", bank_name="Thử", number="3713000001", holder="A",
        valid=DateRange(None, None), source="thử",
    )  # fmt: skip
    assert post_message(message(charge.pay_code, 5_000)).status_code == 200
    assert (Payment.objects.get().finding, Payment.objects.get().state) == ("early", "waiting")


def test_an_exemption_is_granted_also_before_the_amount_is_known(with_fees):
    shop = with_fees(LAW)
    charge = charges(shop.dossier("receive"))["hand_over"]
    paper = {"reason": "Hộ nghèo", "paper": "Giấy 1"}
    waive_fee(charge_id=charge.pk, ver=charge.ver, **paper, **desk(shop))
    assert FeeCharge.objects.get().state == "exempt"


def test_an_announced_duty_takes_the_amount_of_its_notice_and_no_result_goes_out_before(with_fees):
    shop = with_fees(TAX)
    dossier = shop.dossier("examine")
    with pytest.raises(AmountOpen):
        check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    notice = {"amount": 2_000_000, "source": "Thông báo 12/TB-CCT", "text": "Nộp tiền sử dụng đất."}
    charge = pause_for_duty(dossier=dossier, **notice, **shop.words("emi", dossier))
    assert (charge.pk, charge.rest) == (charges(dossier)["duty"].pk, 2_000_000)
    check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)  # the pause holds it now


def test_what_was_paid_at_the_national_portal_is_not_asked_again(with_fees):
    shop = with_fees(FEE, LAW)
    dossier = shop.dossier("receive")
    row = PortalDossier.objects.create(dossier=dossier, national_code="000.00.00.H38-240308-0001", other=[])
    words = {"portal_dossier": row, "name": "Phí", "paid_at": shop.now}
    PortalFee.objects.create(amount=100_000, reference="A1", **words)
    PortalFee.objects.create(amount=30_000, reference="A2", **words)
    count_portal_fees(dossier, now=shop.now)
    count_portal_fees(dossier, now=shop.now)
    assert charges(dossier)["accept"].state == "paid"
    assert Payment.objects.get().channel == "dvcqg"
    charge = charges(dossier)["hand_over"]
    set_fee_amount(charge_id=charge.pk, ver=charge.ver, line=0, amount=30_000, source="NQ 5", **desk(shop))
    assert charges(dossier)["hand_over"].state == "paid"


def test_pages_say_what_awaits_its_amount_and_the_cashier_enters_it(with_fees):
    shop = with_fees(LATE)
    dossier = shop.dossier("receive")
    charge = charges(dossier)["hand_over"]
    an, binh = (shop.town.sign_in(Client(), who) for who in ("an", "binh"))
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert "Chưa phải nộp gì" in page and charge.pay_code not in page
    url = reverse("fee_amount", args=[charge.pk])
    assert "mức công bố 8.000 đồng" in binh.get(reverse("fee_charge", args=[charge.pk])).content.decode()
    wrong = binh.post(url, {"ver": charge.ver, "line": 0, "amount": "5000", "source": "Tôi gõ"})
    assert wrong.status_code == 422
    assert "không được khác mức công bố" in wrong.content.decode() and "Tôi gõ" in wrong.content.decode()
    assert (
        binh.post(url, {"ver": charge.ver, "line": 0, "amount": "8000", "source": "Muộn"}).status_code == 302
    )
    assert charges(dossier)["hand_over"].rest == 8_000


def test_the_page_of_the_procedure_says_when_each_fee_is_paid(with_fees, client):
    shop = with_fees(FEE, LATE, POLICE)
    before, draft = ProcedureVersion.objects.order_by("number")
    before.valid = DateRange(before.valid.lower, shop.now.date())
    before.save(update_fields=["valid"])
    draft.valid, draft.published_at, draft.papers = DateRange(shop.now.date(), None), shop.now, []
    draft.save()
    page = client.get(reverse("procedure", args=[shop.version.procedure.code])).content.decode()
    for words in ("nộp trước khi tiếp nhận", "nộp khi nhận kết quả", "không nộp tại nơi tiếp nhận hồ sơ"):
        assert words in page


def test_an_open_fee_holds_up_its_own_row_of_a_batch_and_says_so(with_fees):
    """It ended in an error of the whole batch before."""
    shop = with_fees(FEE, LATE)
    dossier = shop.dossier("receive")
    client = shop.town.sign_in(Client(), "binh")
    chosen = f"{dossier.case.code}|{dossier.case.ver}"
    page = client.post(reverse("bulk"), {"deed": "accept", "chosen": chosen}, follow=True).content.decode()
    assert f"{dossier.case.code}: Hồ sơ chưa nộp đủ phí, lệ phí." in page
