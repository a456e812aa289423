"""Form 05 made from the history, form 06 as page and files, and the stop notice of a withdrawal."""

import csv
import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.casework.public import movements, withdraw_case
from tinhso.kernel.law.models import Rule
from tinhso.onestop.desk.control_slip import NotReceivedYet, control_pdf
from tinhso.onestop.dossier.slips import slip_pdf
from tinhso.onestop.handling.actions.withdraw_dossier import withdraw_dossier
from tinhso.onestop.models import Dossier, Slip
from tinhso.onestop.tests.makers import NOW, SINCE, SOURCE, let_sign


def page_size(pdf: bytes) -> tuple[int, int]:
    page = PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Kids"][0].get_object()
    left, bottom, right, top = page["/MediaBox"]
    return round(float(right - left) / 72 * 25.4), round(float(top - bottom) / 72 * 25.4)


@pytest.fixture
def stop_rule(shop):
    Rule.objects.create(key="onestop.stop_notice", value=True, valid=SINCE, source=SOURCE)


@pytest.mark.long
def test_the_control_slip_tells_each_passing_on_with_its_timeliness(shop):
    let_sign(shop.town)
    rows = movements(shop.dossier("issue").case)
    assert [(r.what, r.timeliness) for r in rows] == [
        ("Đã tiếp nhận", ""),
        ("Chuyển bước", "early"),
        ("Phân công", "early"),
        ("Chuyển bước", "early"),
        ("Chuyển bước", "early"),
    ]
    assert rows[0].giver == "Người nộp hồ sơ"
    assert rows[2].taker_name == shop.town.emi.full_name


def test_a_step_that_took_longer_than_its_share_is_late(shop):
    shop.dossier("forward")
    dossier = Dossier.objects.get()
    shop.now = shop.later(days=20)
    shop.way()["forward"](shop.fresh(dossier))
    assert movements(shop.fresh(dossier).case)[-1].timeliness == "late"


def test_the_control_slip_is_a5_and_the_same_history_gives_the_same_bytes(shop, client):
    dossier = shop.dossier("examine")
    desk = shop.town.sign_in(client, "binh")
    url = f"/can-bo/ho-so/{dossier.case.code}/phieu-kiem-soat/"
    first, second = desk.get(url), desk.get(url)
    assert first["Content-Type"] == "application/pdf"
    assert first.content == second.content
    assert page_size(first.content) == (148, 210)


def test_no_control_slip_before_the_receipt_and_none_for_a_stranger(shop, client):
    dossier = shop.dossier("receive")
    url = f"/can-bo/ho-so/{dossier.case.code}/phieu-kiem-soat/"
    assert shop.town.sign_in(client, "binh").get(url).status_code == 404
    shop.way()["receive"](dossier)
    assert (
        shop.town.sign_in(client, "bao")
        .get(f"/can-bo/ho-so/{shop.fresh(dossier).case.code}/phieu-kiem-soat/")
        .status_code
        == 404
    )


def test_no_control_slip_of_what_was_never_accepted_nor_of_what_was_never_passed_on(shop):
    asked = shop.waiting()
    assert movements(asked.case) and asked.case.accepted_at is None
    untouched = shop.dossier("receive")
    untouched.case.accepted_at = NOW
    assert not movements(untouched.case)
    for dossier in (asked, untouched):
        with pytest.raises(NotReceivedYet):
            control_pdf(dossier, now=NOW)


def test_the_desk_dossier_links_the_control_slip(shop, client):
    dossier = shop.dossier("examine")
    page = shop.town.sign_in(client, "binh").get(f"/can-bo/ho-so/{dossier.case.code}/").content.decode()
    assert f"/can-bo/ho-so/{dossier.case.code}/phieu-kiem-soat/" in page


def test_the_book_lists_what_the_desk_received_in_that_field_and_year(
    shop, client, django_assert_max_num_queries
):
    code = shop.dossier("examine").case.code
    shop.dossier("receive")
    desk = shop.town.sign_in(client, "binh")
    with django_assert_max_num_queries(20):
        page = desk.get("/can-bo/so-theo-doi/", {"linh-vuc": "thu", "nam": "2024"}).content.decode()
    assert code in page
    assert "1 hồ sơ" in page
    for other in ({"nam": "2023"}, {"linh-vuc": "khac"}, {"thang": "4"}):
        assert code not in desk.get("/can-bo/so-theo-doi/", other).content.decode()


def test_the_book_of_another_desk_is_empty(shop, client):
    code = shop.dossier("examine").case.code
    assert code not in shop.town.sign_in(client, "bao").get("/can-bo/so-theo-doi/").content.decode()


def test_the_book_is_printed_on_a4_across(shop, client):
    shop.dossier("examine")
    answer = shop.town.sign_in(client, "binh").get("/can-bo/so-theo-doi/tai/pdf/")
    assert page_size(answer.content) == (297, 210)


def test_the_book_as_csv_runs_no_formula(shop, client):
    dossier = shop.dossier("examine")
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="=1+1")
    desk = shop.town.sign_in(client, "binh")
    text = desk.get("/can-bo/so-theo-doi/tai/csv/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["Tổ chức, cá nhân nộp hồ sơ"] == "'=1+1"
    assert desk.get("/can-bo/so-theo-doi/tai/xlsx/").content.startswith(b"PK")
    assert desk.get("/can-bo/so-theo-doi/tai/exe/").status_code == 404


def test_an_unknown_field_or_page_opens_an_empty_book_or_its_first_page(shop, client):
    desk = shop.town.sign_in(client, "binh")
    words = {"nam": "", "thang": " ", "linh-vuc": "\x00", "trang": "abc"}
    assert desk.get("/can-bo/so-theo-doi/", words).status_code == 200


def test_a_book_beyond_the_limit_asks_to_be_narrowed(shop, client, monkeypatch):
    shop.dossier("examine")
    monkeypatch.setattr("tinhso.onestop.desk.register_book.MOST_PRINTED", 0)
    answer = shop.town.sign_in(client, "binh").get("/can-bo/so-theo-doi/tai/pdf/", follow=True)
    assert "Chọn một lĩnh vực hoặc một tháng" in answer.content.decode()


def test_a_withdrawal_gets_a_stop_notice_in_the_name_of_who_received(shop, stop_rule):
    dossier = shop.dossier("examine")
    words = {"ver": dossier.case.ver, "by": shop.actor("an"), "now": NOW}
    slip = withdraw_dossier(dossier=dossier, text="Nộp nhầm", **words)
    assert slip is not None
    assert (slip.form, slip.number, slip.officer_id) == ("stop", "01/TB-BPTNTKQ", shop.town.binh.pk)
    assert slip.note.text == "Nộp nhầm"
    assert page_size(slip_pdf(slip)) == (148, 210)


def test_before_the_rule_and_before_the_receipt_there_is_no_stop_notice(shop):
    for until in ("examine", "receive"):
        dossier = shop.dossier(until)
        words = {"ver": dossier.case.ver, "by": shop.actor("an"), "now": NOW}
        assert withdraw_dossier(dossier=dossier, text="", **words) is None
        Rule.objects.get_or_create(
            key="onestop.stop_notice", defaults={"value": True, "valid": SINCE, "source": SOURCE}
        )
    assert not Slip.objects.filter(form="stop").exists()


def test_the_citizen_finds_the_stop_notice(shop, client, stop_rule):
    dossier = shop.dossier("examine")
    an = shop.town.sign_in(client, "an")
    url = f"/ho-so/{dossier.case.code}/"
    an.post(f"{url}rut/", {"ver": dossier.case.ver, "text": "", "sure": "1"})
    assert "Thông báo dừng giải quyết hồ sơ" in an.get(url).content.decode()


@pytest.mark.long
def test_a_settled_dossier_gets_none(shop, stop_rule):
    let_sign(shop.town)
    dossier = shop.dossier("hand_over")
    with pytest.raises(Exception) as caught:
        withdraw_case(case=dossier.case, ver=dossier.case.ver, text="", by=shop.actor("an"), now=NOW)
    assert type(caught.value).__name__ == "AlreadySettled"


@pytest.mark.long
@pytest.mark.parametrize(
    "asked", ["thang=13", "thang=-1", "thang=x", "nam=9999", "nam=1999", "nam=²", "thang=0001x"]
)
def test_a_month_or_year_without_a_book_is_refused_and_no_other_one_shown(shop, client, asked):
    shop.dossier("forward")
    desk = shop.town.sign_in(client, "binh")
    for address in ("/can-bo/so-theo-doi/", "/can-bo/so-theo-doi/tai/pdf/", "/can-bo/so-theo-doi/tai/csv/"):
        answer = desk.get(f"{address}?{asked}", follow=True)
        assert "Không có sổ như vậy" in answer.content.decode()
