"""The pages of outgoing documents: bounded, in Vietnamese, and nothing for who has no seat on the routing list."""

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import DraftComment, OutgoingDocument
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Text
from tinhso.documents.outgoing.upkeep import waiting_documents

FORM = {
    "subject": "Mời họp",
    "urgency": "",
    "secrecy": "",
    "unit": "VP",
    "to": "Các sở, ban, ngành",
    "paragraphs": "Kính mời dự họp.\nTrân trọng./.",
    "recipients": "Như trên",
    "receivers": "H56.15",
}


def page(office, client, who, name, *args, **query):
    office.sign_in(client, who)
    answer = client.get(reverse(name, args=args), query)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer, answer.content.decode() if is_page else ""


def deed(office, client, who, document, name, **given):
    office.sign_in(client, who)
    return client.post(reverse("outgoing_deed", args=[document.case.code, name]), given)


@pytest.mark.long
def test_iii_1n_an_official_drafts_on_a_page_from_a_template(office, client):
    assert "Công văn" in page(office, client, "emi", "new_outgoing")[1]
    assert "Kính trình" in page(office, client, "emi", "new_outgoing", loai="TTr")[1]
    assert page(office, client, "chi", "new_outgoing")[0].status_code == 403
    office.sign_in(client, "emi")
    url = reverse("new_outgoing") + "?loai=CV"
    for wrong in (
        {"subject": ""},
        {"paragraphs": "a\n" * 401},
        {"receivers": "H1"},
        {"urgency": "x"},
        {"unit": "a b"},
        {"secrecy": "mat"},
    ):
        assert client.post(url, FORM | wrong).status_code == 422, wrong
    assert not OutgoingDocument.objects.exists()
    sent = client.post(url, FORM | {"unit": "VP"})
    document = OutgoingDocument.objects.get()
    assert sent["Location"] == reverse("outgoing_document", args=[document.case.code])


@pytest.mark.long
def test_the_page_of_a_document_is_bounded_and_tells_who_read_it(
    office, client, django_assert_max_num_queries
):
    document = make.send(office, make.draft(office))
    comment_on_draft(document=document, paragraph=3, text="Nêu mẫu", by=office.actor("emi"), now=NOW)
    code = document.case.code
    office.sign_in(client, "chi")
    with django_assert_max_num_queries(32):
        words = client.get(reverse("outgoing_document", args=[code])).content.decode()
    assert document.subject in words and "Nêu mẫu" in words and "Duyệt nội dung" in words
    words = page(office, client, "emi", "outgoing_document", code)[1]
    assert "2 lượt đọc" in words and "Hoàng Văn Chi" in words
    for who in ("kim", "hai", "tra"):
        assert page(office, client, who, "outgoing_document", code)[0].status_code == 404
    for name in ("outgoing_preview", "outgoing_file", "edit_outgoing"):
        assert page(office, client, "kim", name, code)[0].status_code == 404
    assert page(office, client, "emi", "outgoing_file", code)[0].status_code == 404
    assert page(office, client, "emi", "outgoing_preview", code)[0].content.startswith(b"%PDF")


def test_iii_6d_search_finds_content_without_marks_and_counts_only_what_the_reader_may_see(
    office, client, django_assert_max_num_queries
):
    make.draft(office, subject="Kế hoạch ứng phó bão")
    make.draft(office, who="kim", subject="Báo cáo ứng phó bão")
    office.sign_in(client, "emi")
    with django_assert_max_num_queries(12):
        words = client.get(reverse("outgoing_documents"), {"q": "ung pho bao"}).content.decode()
    assert "Kế hoạch ứng phó bão" in words and "Báo cáo ứng phó bão" not in words
    assert "1 văn bản mà ông/bà tham gia" in words
    assert "Kế hoạch" in page(office, client, "emi", "outgoing_documents", q="truoc ngay 15/3")[1]
    assert "Không có văn bản nào" in page(office, client, "hai", "outgoing_documents", q="ung pho")[1]


def test_what_two_people_sign_is_among_the_types_to_draft(office, client):
    for chosen in ("", "khac"):
        words = page(office, client, "emi", "new_outgoing", loai=chosen)[1]
        assert all(f'value="{code}"' in words for code in ("CV", "BB", "HDo", "BGN", "BTT"))


def test_a_preview_of_what_lacks_something_says_what(office, client):
    code = make.draft(office, code="QD", text=Text(paragraphs=("Điều 1. Ban hành.",))).case.code
    assert page(office, client, "emi", "outgoing_preview", code)[0].status_code == 302
    assert "Ghi ít nhất một căn cứ ban hành." in page(office, client, "emi", "outgoing_document", code)[1]


@pytest.mark.long
def test_the_deeds_of_the_way_are_done_on_pages(office, client):
    document = make.draft(office)
    code = document.case.code
    edit = reverse("edit_outgoing", args=[code])
    office.sign_in(client, "emi")
    assert client.get(edit).status_code == 200
    given = FORM | {"ver": document.case.ver, "was": 1}
    assert client.post(edit, given)["Location"] == reverse("outgoing_document", args=[code])
    changed = client.post(edit, given | {"paragraphs": "Bản của người thứ hai."})
    assert changed.status_code == 409 and "Bản của người thứ hai." in changed.content.decode()
    words = page(office, client, "emi", "outgoing_changes", code, 2)[1]
    assert "<ins>" in words and "<del>" in words
    assert page(office, client, "emi", "outgoing_changes", code, 2, voi="x")[0].status_code == 200
    assert page(office, client, "emi", "outgoing_changes", code, 9)[0].status_code == 404
    send = {"ver": document.case.ver, "reviewer": office.chi.pk, "signer": office.chi.pk}
    assert page(office, client, "emi", "outgoing_deed", code, "trinh")[0].status_code == 200
    assert deed(office, client, "emi", document, "trinh", **send | {"signer": ""}).status_code == 422
    assert deed(office, client, "emi", document, "trinh", **send).status_code == 302
    assert page(office, client, "emi", "outgoing_deed", code, "trinh")[0].status_code == 403
    assert page(office, client, "emi", "outgoing_deed", code, "khac")[0].status_code == 404
    document = make.fresh(document)
    assert deed(office, client, "chi", document, "gop-y", paragraph="1", text="Sửa").status_code == 302
    comment = DraftComment.objects.get()
    assert deed(office, client, "chi", document, "duyet-noi-dung", ver=document.case.ver).status_code == 422
    resolve = reverse("resolve_draft_comment", args=[code, comment.pk])
    assert client.post(resolve).status_code == 302
    assert deed(office, client, "chi", document, "duyet-noi-dung", ver="1").status_code == 422
    assert deed(office, client, "chi", document, "duyet-noi-dung", ver=document.case.ver).status_code == 302
    document = make.fresh(document)
    seat = f"{office.kim.pk}|examiner"
    assert deed(office, client, "van", document, "them-nguoi-xem", officer=seat).status_code == 302
    assert deed(office, client, "van", document, "them-nguoi-xem", officer="1|x").status_code == 422
    assert (
        deed(office, client, "van", document, "tra-lai", ver=document.case.ver, reason=" ").status_code == 422
    )
    assert deed(office, client, "van", document, "dat-the-thuc", ver=document.case.ver).status_code == 302


@pytest.mark.long
def test_lists_of_what_waits_for_a_key_are_bounded(office, client, desk, django_assert_max_num_queries):
    document = make.at_sign(office)
    office.sign_in(client, "chi")
    with django_assert_max_num_queries(14):
        words = client.get(reverse("outgoing_signing")).content.decode()
    assert document.case.code in words and "Ký các văn bản đã chọn" in words
    assert "Không có văn bản chờ" in page(office, client, "van", "outgoing_sealing")[1]
    assert document.case.code not in page(office, client, "hai", "outgoing_signing")[1]
    (sample,) = waiting_documents()
    assert (sample.value, sample.labels) == (1, {"step": "sign"})


@pytest.mark.long
def test_signed_numbered_and_sealed_by_the_browser_and_by_the_server_of_a_demo(
    office, client, desk, settings
):
    settings.SIGNING_SERVICE_URL = settings.LOCAL_SIGNING_URL = desk.service.url
    document = make.at_sign(office)
    code, ver = document.case.code, document.case.ver
    office.sign_in(client, "chi")
    prepare = reverse("prepare_outgoing_sign", args=[code])
    assert client.post(prepare, {"ver": "x"}).status_code == 400
    assert client.post(prepare, {"ver": "1"}).status_code == 409
    wish = client.post(prepare, {"ver": ver}).json()
    assert wish["holder"] == "chi"
    done = reverse("complete_outgoing_sign", args=[code])
    assert client.post(done, {"ver": ver, "token": wish["token"], "cms": "?"}).status_code == 400
    said_no = client.post(done, {"ver": ver, "token": wish["token"], "refused": "wrong_pin"})
    assert said_no.json() == {"done": False}
    chosen = {"deed": "sign", "chosen": [f"{code}|{ver}", "VB-0|1", f"{code}|1"]}
    words = client.post(reverse("sign_chosen_outgoing"), chosen, follow=True).content.decode()
    assert "Đã xong 1 văn bản." in words and "VB-0: Không tìm thấy" in words
    assert client.post(reverse("sign_chosen_outgoing"), {"deed": "sign"}).status_code == 302
    document = make.fresh(document)
    office.sign_in(client, "van")
    prepare = reverse("prepare_outgoing_seal", args=[code])
    assert client.post(prepare, {"ver": document.case.ver}).json()["holder"] == "so-a"
    chosen = {"deed": "issue", "chosen": [f"{code}|{document.case.ver}"]}
    assert "Đã xong 1" in client.post(reverse("sign_chosen_outgoing"), chosen, follow=True).content.decode()
    answer = client.get(reverse("outgoing_file", args=[code]))
    assert b"".join(answer).startswith(b"%PDF")
    assert "Đã phát hành" in page(office, client, "emi", "outgoing_documents")[1]
