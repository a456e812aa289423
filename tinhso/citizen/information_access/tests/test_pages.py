"""The pages of access to information: what is public is offered first, nothing typed is lost, nobody learns too much."""

from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.town import Town, post
from tinhso.citizen.information_access.actions.publish_information import publish_information
from tinhso.citizen.information_access.paper_pdf import draw_paper
from tinhso.citizen.information_access.tests.information_makers import (
    VISITOR,
    accepted,
    answered,
    make_information_rules,
    make_request,
)
from tinhso.citizen.information_access.views import open_pages
from tinhso.citizen.models import InformationRequest, PublicInformation
from tinhso.citizen.tests.life_makers import NOW
from tinhso.kernel.events.public import SYSTEM, AccessRow
from tinhso.kernel.people.roles import Examiner

HERE, DESK = "/tiep-can-thong-tin", "/can-bo/tiep-can-thong-tin"
Request = InformationRequest


@pytest.fixture
def office(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    make_information_rules()
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return town


def form_data(town: Town, **more: str) -> dict[str, str]:
    return {
        "client_key": str(uuid4()),
        "agency": str(town.agency_a.pk),
        "subject": "Kế hoạch chuyển đổi số",
        "text": "Xin bản kế hoạch.",
        "delivery": "electronic",
        "language": "vi",
        "address": "Phố Xanh",
        "name": "Mai Thị Xoan",
        "email": "xoan@vi-du.vn",
    } | more


def published(town: Town) -> InformationRequest:
    request = answered(town, make_request(town, asker=VISITOR, by=SYSTEM))
    words = {"question": "Kế hoạch chuyển đổi số năm 2024?", "answer": "<script>Số 12"}
    publish_information(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)
    return request


def test_what_is_public_already_is_offered_before_it_is_sent(client, office, django_assert_max_num_queries):
    published(office)
    form = form_data(office)
    with django_assert_max_num_queries(32):
        page = client.post(f"{HERE}/gui/", form).content.decode()
    assert "Những nội dung này đã công khai" in page
    assert "Kế hoạch chuyển đổi số năm 2024?" in page
    assert "Xin bản kế hoạch." in page
    assert Request.objects.count() == 1
    assert client.post(f"{HERE}/gui/", {"found": "1"}).status_code == 302
    assert client.post(f"{HERE}/gui/", form | {"send": "1"}).status_code == 302
    assert client.post(f"{HERE}/gui/", form | {"send": "1"}).status_code == 302
    request = Request.objects.get(asker_name="Mai Thị Xoan", published_at=None)
    assert (request.case.person_id, request.channel, request.case.agency) == (None, "page", office.agency_a)


def test_a_wrong_form_comes_back_whole(client, office):
    for wrong, words in (
        ({"email": ""}, "Nhập thư điện tử"),
        ({"represents": "Công ty Minh Họa"}, "giấy tờ đại diện"),
        ({"subject": "a" * 201}, "201"),
        ({"agency": str(office.desk_b.pk)}, "Giữ câu này"),
    ):
        answer = client.post(f"{HERE}/gui/", form_data(office, text="Giữ câu này", **wrong))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Giữ câu này" in page
        assert words in page
    assert not Request.objects.exists()


def test_the_feed_can_be_read_whatever_was_typed_and_says_that_it_is_a_demo(client, office, monkeypatch):
    published(office)
    InformationRequest.objects.update(published_answer="Số\x0b 12")
    monkeypatch.setattr(open_pages, "data_note", lambda: "DỮ LIỆU MÔ PHỎNG")
    feed = ElementTree.fromstring(client.get(f"{HERE}/da-tra-loi/rss.xml").content)  # noqa: S314 - our own
    assert feed.findtext("channel/item/description") == "Số 12"
    assert "DỮ LIỆU MÔ PHỎNG" in feed.findtext("channel/description")


def test_an_officer_who_asks_privately_reads_no_page_of_officers(office):
    """What is laid ready for the answer is read once it was given, on the page of askers."""
    code = make_request(office, by=office.actor("an")).case.code
    post(office.an, office.agency_b, "Chuyên viên", Examiner).save(force_insert=True)
    asker = office.sign_in(Client(), "an")
    assert asker.get(f"{DESK}/{code}/").status_code == 404
    assert code not in asker.get(f"{DESK}/").content.decode()


@pytest.mark.long
def test_the_asker_reads_the_own_request_and_nobody_else_does(client, office, django_assert_max_num_queries):
    office.sign_in(client, "an")
    answer = client.post(f"{HERE}/gui/", form_data(office) | {"send": "1"})
    request = Request.objects.get()
    assert answer["Location"] == f"{HERE}/cua-toi/{request.case.code}/"
    accepted(office, request)
    with django_assert_max_num_queries(22):
        page = client.get(answer["Location"]).content.decode()
    assert "Xin bản kế hoạch." in page
    assert client.get(f"{answer['Location']}giay/receipt/").content.startswith(b"%PDF")
    assert "Yêu cầu cung cấp thông tin" in client.get("/cua-toi/").content.decode()
    office.sign_in(client, "dung")
    for path in ("", "giay/receipt/"):
        assert client.get(f"{answer['Location']}{path}").status_code == 404
    assert client.post(f"{answer['Location']}rut/", {"ver": request.case.ver}).status_code == 404
    office.sign_in(client, "an")
    request.case.refresh_from_db()
    assert client.post(f"{answer['Location']}rut/", {"ver": request.case.ver}).status_code == 302


@pytest.mark.long
def test_the_desk_answers_and_every_reading_is_logged(client, office, django_assert_max_num_queries):
    request = make_request(office)
    page, n = f"{DESK}/{request.case.code}/", AccessRow.objects.count()
    office.sign_in(client, "emi")
    with django_assert_max_num_queries(30):
        assert "Lê Thị An" in client.get(page).content.decode()
    assert AccessRow.objects.count() == n + 1
    with django_assert_max_num_queries(18):
        assert request.case.code in client.get(f"{DESK}/").content.decode()
    assert client.post(f"{page}tiep-nhan/", {"ver": request.case.ver, "weight": "complex"}).status_code == 302
    assert client.get(f"{page}giay/receipt/").content.startswith(b"%PDF")
    request.case.refresh_from_db()
    for content, status in ((b"MZ so 12", 422), (draw_paper(request.papers.get()), 302)):
        file = SimpleUploadedFile("ke-hoach.pdf", content, "application/pdf")
        answer = client.post(f"{page}them-tep/", {"ver": request.case.ver, "file": file})
        assert answer.status_code == status
    request.case.refresh_from_db()
    wrong = client.post(
        f"{page}tu-choi/", {"ver": request.case.ver, "ground": "khong-thich", "text": "Giữ câu này"}
    )
    assert wrong.status_code == 422
    assert "Giữ câu này" in wrong.content.decode()
    assert client.post(f"{page}cung-cap/", {"ver": request.case.ver, "answer": "Số 12."}).status_code == 302
    request.case.refresh_from_db()
    words = {"ver": request.case.ver, "question": "Gọi 0912345678", "answer": "Số 12."}
    assert "số điện thoại" in client.post(f"{page}cong-khai/", words).content.decode()
    office.sign_in(client, "bao")
    assert client.get(page).status_code == 404


def test_what_came_by_post_is_entered_with_its_day(client, office):
    office.sign_in(client, "emi")
    form = form_data(office, channel="post", received_on="05/03/2024", delivery="post")
    answer = client.post(f"{DESK}/ghi/", form)
    assert answer.status_code == 302
    assert Request.objects.get().valid_at.date().isoformat() == "2024-03-05"
    late = client.post(f"{DESK}/ghi/", form | {"received_on": "05/03/2025", "client_key": str(uuid4())})
    assert late.status_code == 422
    office.sign_in(client, "binh")
    assert client.get(f"{DESK}/ghi/").status_code == 404


def test_public_pages_name_nobody(client, office, django_assert_max_num_queries):
    request = published(office)
    for path in ("/", "/da-tra-loi/", f"/da-tra-loi/{request.case.code}/", "/da-tra-loi/rss.xml"):
        with django_assert_max_num_queries(14):
            page = client.get(f"{HERE}{path}").content.decode()
        assert "Kế hoạch chuyển đổi số năm 2024?" in page
        assert "<script>Số 12" not in page
        for word in ("Xoan", "0911111111", "xoan@vi-du.vn"):
            assert word not in page
    assert client.get(f"{HERE}/da-tra-loi/TT-1/").status_code == 404


@pytest.mark.long
def test_the_list_says_what_is_missing(client, office, django_assert_max_num_queries):
    office.sign_in(client, "emi")
    entry = {
        "year": "2024",
        "item": "ngan-sach",
        "kind": "page",
        "title": "Dự toán (minh họa)",
        "link": "/so-lieu/",
        "published_on": "15/01/2024",
    }
    assert client.post(f"{DESK}/danh-muc/", entry).status_code == 302
    wrong = client.post(f"{DESK}/danh-muc/", entry | {"link": "javascript:alert(1)"})
    assert wrong.status_code == 422
    with django_assert_max_num_queries(16):
        assert "1/13" in client.get(f"{DESK}/danh-muc/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(f"{HERE}/phai-cong-khai/so-a/?nam=2024").content.decode()
    assert "chưa công khai" in page
    assert "Dự toán (minh họa)" in page
    with django_assert_max_num_queries(12):
        assert "1/13" in client.get(f"{HERE}/phai-cong-khai/").content.decode()
    for year in ("2017", "9999", "abc", "２０２４"):
        assert client.get(f"{HERE}/phai-cong-khai/?nam={year}").status_code == 404
    pk = PublicInformation.objects.get().pk
    office.sign_in(client, "bao")
    assert client.post(f"{DESK}/danh-muc/{pk}/bo/").status_code == 404
    office.sign_in(client, "emi")
    assert client.post(f"{DESK}/danh-muc/{pk}/bo/").status_code == 302
    assert not PublicInformation.objects.in_force().exists()
