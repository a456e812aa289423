"""The pages of arriving documents: bounded, in Vietnamese, and nothing for who has no seat on the routing list."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.public import Case
from tinhso.documents.incoming.tests import makers as make
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.files.models import StoredFile

PAPER = {
    "channel": "paper",
    "issuer_name": "Ủy ban nhân dân tỉnh",
    "number": "15",
    "notation": "UBND-CNTT",
    "dated": "05/03/2024",
    "subject": "Báo cáo kết quả chuyển đổi số quý I",
    "urgency": "",
    "secrecy": "",
}


def page(office, client, who, name, *args, **query):
    office.sign_in(client, who)
    answer = client.get(reverse(name, args=args), query)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer, answer.content.decode() if is_page else ""


def upload(name="cong-van.pdf", content=b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.long
def test_the_clerk_enters_and_registers_a_paper_on_one_page(office, client):
    office.sign_in(client, "van")
    url = reverse("new_arriving")
    assert client.get(url).status_code == 200
    for wrong in (
        {"subject": ""},
        {"issuer_name": "x" * 201},
        {"dated": "31/02/2024"},
        {"dated": "09/03/2024"},
        {"channel": "edxml"},
        {"pages": "0"},
        {"secrecy": "mat"},
        {"leader": office.emi.pk},
        {"scans": upload("virus.exe")},
    ):
        assert client.post(url, PAPER | wrong).status_code == 422, wrong
    assert not ArrivingDocument.objects.exists()
    sent = client.post(url, PAPER | {"leader": office.chi.pk, "scans": [upload(), upload("phu-luc.pdf")]})
    document = ArrivingDocument.objects.get()
    assert sent["Location"] == reverse("arriving_document", args=[document.case.code])
    assert (document.arrival_number, document.files.count(), document.leader) == (1, 2, office.chi)
    third = client.post(url, PAPER | {"duplicate_reason": "Bản giấy đến sau"}, follow=True)
    assert "Đã vào sổ văn bản đến số 2" in third.content.decode()
    assert page(office, client, "chi", "new_arriving")[0].status_code == 403


def test_iii_1h_a_second_copy_is_received_with_its_files_and_waits_for_the_clerks_decision(office, client):
    office.sign_in(client, "van")
    url = reverse("new_arriving")
    client.post(url, PAPER)
    sent = PAPER | {"client_key": str(uuid4())}
    answer = client.post(url, sent | {"scans": upload()}, follow=True)
    words = answer.content.decode()
    assert "chưa vào sổ" in words and "Trùng với văn bản đã đến" in words
    second = ArrivingDocument.objects.order_by("-pk").first()
    assert (second.arrival_number, second.files.count()) == (None, 1)
    stored = StoredFile.objects.count()
    assert client.post(url, sent | {"scans": upload()}).status_code == 302  # pressed twice
    assert (ArrivingDocument.objects.count(), StoredFile.objects.count()) == (2, stored)
    deed = reverse("arriving_deed", args=[second.case.code, "vao-so"])
    case = Case.objects.get(pk=second.pk)
    assert client.post(deed, {"ver": case.ver, "duplicate_reason": "Bản giấy đến sau"}).status_code == 302
    second.refresh_from_db()
    assert second.arrival_number == 2


def test_no_file_of_a_secret_paper_is_stored(office, client):
    office.sign_in(client, "van")
    before = StoredFile.objects.count()
    for wrong in ({"secrecy": "toi_mat"}, {"subject": "(Mật)"}):
        answer = client.post(reverse("new_arriving"), PAPER | wrong | {"scans": upload()})
        assert answer.status_code == 422 and "bí mật nhà nước" in answer.content.decode()
    assert StoredFile.objects.count() == before


@pytest.mark.long
def test_the_page_of_a_document_is_bounded_and_who_has_no_seat_finds_none(
    office, client, django_assert_max_num_queries
):
    document = make.arrive(office, files=[make.scan()])
    code = document.case.code
    office.sign_in(client, "van")
    with django_assert_max_num_queries(30):
        words = client.get(reverse("arriving_document", args=[code])).content.decode()
    assert document.subject in words and "Từ chối tiếp nhận" in words and "cong-van.pdf" in words
    file = document.files.get()
    answer = client.get(reverse("arriving_file", args=[code, file.pk]))
    assert b"".join(answer) == b"%PDF-1.4 thu"
    assert client.get(reverse("arriving_file", args=[code, 999])).status_code == 404
    for who in ("chi", "emi", "kim", "hai", "tra"):
        assert page(office, client, who, "arriving_document", code)[0].status_code == 404
        assert page(office, client, who, "arriving_file", code, file.pk)[0].status_code == 404
    make.register(office, document, leader=office.chi)
    words = page(office, client, "chi", "arriving_document", code)[1]
    assert "Nguyễn" not in words or document.subject in words
    assert page(office, client, "emi", "arriving_document", code)[0].status_code == 404


@pytest.mark.long
def test_iii_6d_search_finds_every_field_without_marks_and_counts_only_what_the_reader_may_see(
    office, client, django_assert_max_num_queries
):
    make.registered(office, subject="Ứng phó bão số 3", content="Khẩn trương sơ tán dân")
    make.arrive(office, document_ident="", number="2", subject="Ứng phó hạn hán")
    office.sign_in(client, "van")
    with django_assert_max_num_queries(12):
        words = client.get(reverse("arriving_documents"), {"q": "ung pho"}).content.decode()
    assert "2 văn bản mà ông/bà tham gia" in words
    for asked in ("so tan dan", "15/ubnd", "h56", "Ủy ban nhân dân tỉnh bão"):
        assert "Ứng phó bão số 3" in page(office, client, "van", "arriving_documents", q=asked)[1]
    words = page(office, client, "chi", "arriving_documents", q="ung pho")[1]
    assert "1 văn bản mà ông/bà tham gia" in words and "hạn hán" not in words
    assert "Không có văn bản nào" in page(office, client, "emi", "arriving_documents", q="ung pho")[1]


@pytest.mark.long
def test_the_clerk_registers_or_turns_away_what_a_message_brought(office, client):
    make.registered(office)
    document = make.arrive(office)
    code, ver = document.case.code, document.case.ver
    words = page(office, client, "van", "arriving_document", code)[1]
    assert "Có thể đã đến trước đây" in words
    url = reverse("arriving_deed", args=[code, "vao-so"])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"ver": ver})
    assert answer.status_code == 422 and "số đến 1" in answer.content.decode()
    assert client.post(url, {"ver": ver, "duplicate_reason": "Gửi lại bản đúng"}).status_code == 302
    assert client.get(url).status_code == 403
    assert client.post(url, {"ver": ver}).status_code == 422
    away = make.arrive(office, document_ident="", number="9")
    url = reverse("arriving_deed", args=[away.case.code, "tu-choi"])
    assert client.post(url, {"ver": away.case.ver, "reason": ""}).status_code == 422
    assert client.post(url, {"ver": away.case.ver, "reason": "Thiếu trang"}).status_code == 302
    assert page(office, client, "van", "arriving_deed", code, "khac")[0].status_code == 404
    assert "Thiếu trang" in page(office, client, "van", "arriving_document", away.case.code)[1]


def test_v_1_the_register_of_arriving_documents_is_searched_printed_and_saved(
    office, client, django_assert_max_num_queries
):
    make.registered(office, urgency="khan")
    make.registered(office, document_ident="", number="16", subject="=1+1 mời họp")
    make.arrive(office, document_ident="", number="17", subject="Chưa vào sổ")
    office.sign_in(client, "van")
    url = reverse("arrival_register")
    with django_assert_max_num_queries(12):
        words = client.get(url).content.decode()
    assert "15/UBND-CNTT" in words and "Hoàng Văn Chi" in words and "Chưa vào sổ" not in words
    found = client.get(url, {"q": "chuyen doi so"}).content.decode()
    assert "15/UBND-CNTT" in found and "16/UBND-CNTT" not in found
    assert "Không có văn bản nào" in client.get(url, {"nam": "2023"}).content.decode()
    assert client.get(url, {"nam": "abc"}).status_code == 200
    saved = client.get(url, {"tep": "csv"}).content.decode("utf-8-sig")
    assert "Công văn. =1+1 mời họp" in saved and saved.count("\n") == 3
    printed = client.get(url, {"tep": "pdf"})
    assert printed.content.startswith(b"%PDF") and "so-van-ban-den-2024.pdf" in printed["Content-Disposition"]


@pytest.mark.parametrize(("who", "status"), [("chi", 200), ("emi", 403), ("an", 403)])
def test_who_reads_the_register_of_arriving_documents(office, client, who, status):
    assert page(office, client, who, "arrival_register")[0].status_code == status


def test_an_auditor_elsewhere_sees_none_of_its_lines(office, client):
    make.registered(office)
    assert "UBND-CNTT" not in page(office, client, "tra", "arrival_register")[1]
