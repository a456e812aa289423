"""The register as its readers see it: searched without marks, printed, saved; nobody else's."""

import pytest
from django.urls import reverse

from tinhso.documents.registers import register_page
from tinhso.documents.registers.tests.test_numbers import give, reserve

PAGE = "/can-bo/van-ban/so-di/"


def words_of(client, **asked):
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_v_3_the_register_of_outgoing_documents_is_searched_printed_and_saved(
    office, client, django_assert_max_num_queries
):
    give(office, title="Kế hoạch chuyển đổi số năm 2024", code="KH")
    give(office, title="=1+1 mời họp", code="GM")
    reserve(office)
    office.sign_in(client, "van")
    with django_assert_max_num_queries(12):
        page = words_of(client)
    assert "01/KH-SA" in page and "01/GM-SA" in page and "Giữ số:" in page
    found = words_of(client, q="chuyen doi so")
    assert "01/KH-SA" in found and "01/GM-SA" not in found
    assert "01/GM-SA" in words_of(client, loai="GM") and "01/KH-SA" not in words_of(client, loai="GM")
    assert "Không có số nào" in words_of(client, nam="2023")
    assert "01/KH-SA" in words_of(client, nam="abc", loai="không có")
    saved = client.get(PAGE, {"tep": "csv"})
    assert "'=1+1 mời họp" in saved.content.decode("utf-8-sig")
    printed = client.get(PAGE, {"tep": "pdf"})
    assert printed.content.startswith(b"%PDF") and "so-van-ban-di-2024.pdf" in printed["Content-Disposition"]


def test_a_print_of_the_register_has_no_number_of_its_own(office, client, monkeypatch):
    give(office, title="Kế hoạch chuyển đổi số năm 2024", code="KH")
    drawn = {}
    monkeypatch.setattr(register_page, "typeset", lambda sheet, data, *, at: drawn.update(data) or b"%PDF")
    office.sign_in(client, "van")
    assert client.get(PAGE, {"tep": "pdf"}).status_code == 200
    assert drawn["number"] == "" and drawn["closing"] == "Sổ điện tử, 1 dòng. In từ hệ thống."


def test_a_register_that_one_print_cannot_hold_is_told_so_and_saved_whole(office, client, monkeypatch):
    for n in range(3):
        give(office, title=f"Kế hoạch {n}", code="KH")
    monkeypatch.setattr("tinhso.documents.pages.listing.MOST_PRINTED", 2)
    office.sign_in(client, "van")
    page = words_of(client, tep="pdf")
    assert "Có 3 dòng, một bản in chứa tối đa 2" in page and "03/KH-SA" in page
    saved = client.get(PAGE, {"tep": "csv"}).content.decode("utf-8-sig")
    assert all(f"0{n}/KH-SA" in saved for n in (1, 2, 3))


@pytest.mark.parametrize(("who", "status"), [("chi", 200), ("emi", 403), ("an", 403)])
def test_who_reads_the_register(office, client, who, status):
    office.sign_in(client, who)
    assert client.get(PAGE).status_code == status


def test_a_reader_of_another_agency_sees_none_of_its_numbers(office, client):
    number = reserve(office)
    office.sign_in(client, "tra")
    assert "SA" not in words_of(client).split("<main")[1]
    office.sign_in(client, "chi")
    assert client.get(reverse("release_document_number", args=[number.pk])).status_code == 403


def test_the_clerk_reserves_and_releases_on_pages(office, client):
    office.sign_in(client, "van")
    url = reverse("reserve_document_number")
    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "QD", "secrecy": "", "reason": ""}).status_code == 422
    assert client.post(url, {"kind": "XX", "secrecy": "", "reason": "x"}).status_code == 422
    assert client.post(url, {"kind": "QD", "secrecy": "", "reason": "x" * 501}).status_code == 422
    assert client.post(url, {"kind": "QD", "secrecy": "", "reason": "Giấy khen"})["Location"] == PAGE
    number = office.agency_a.document_numbers.get()
    release = reverse("release_document_number", args=[number.pk])
    assert client.get(release).status_code == 200
    assert client.post(release, {"reason": "Thôi"})["Location"] == PAGE
    assert "Không dùng: Thôi" in words_of(client)
    assert client.get(release).status_code == 403
    assert client.post(release, {"reason": "Thôi"}).status_code == 422
