"""Restricted circulation: who reads gets the pages with their name on each; how the agency drafts and issues, in a table."""

import subprocess

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.reading_copy import needs_mark
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Text
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.signing.tests.test_two_signatures import issue, sign
from tinhso.kernel.site.public import EntryRefused

LONG = Text(to=("Các sở",), paragraphs=("Nội dung cần đọc kỹ. " * 40,) * 8, recipients=("Lưu: VT",))


def text_of(pdf, tmp_path):
    """Its words in a row, page by page."""
    (tmp_path / "a.pdf").write_bytes(pdf)
    words = subprocess.run(  # noqa: S603
        ["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"],
        capture_output=True,
        check=True,
        text=True,  # noqa: S607
    ).stdout
    return "\f".join(" ".join(page.split()) for page in words.split("\f"))


def test_iii_6k_every_page_of_a_restricted_paper_names_its_reader(office, client, tmp_path):
    document = make.at_sign(office, circulation="noi_bo", text=LONG)
    preview = reverse("outgoing_preview", args=[document.case.code])
    office.sign_in(client, "emi")
    pages = text_of(client.get(preview).content, tmp_path).split("\f")[:-1]
    assert len(pages) > 1 and all("bản đọc của Trịnh Thị Emi" in one for one in pages)
    assert all("Thị Emi; Sở A;" in one for one in pages) and "LƯU HÀNH NỘI BỘ" in pages[0]
    office.sign_in(client, "van")
    assert "bản đọc" not in text_of(client.get(preview).content, tmp_path)
    assert (
        "Lưu hành nội bộ"
        in client.get(reverse("outgoing_document", args=[document.case.code])).content.decode()
    )
    plain = make.at_sign(office)
    assert not needs_mark(plain, office.actor("emi")) and needs_mark(document, office.actor("chi"))


@pytest.mark.long
def test_the_signed_file_is_the_clerks_and_others_get_their_copy(office, desk, client, tmp_path):
    document = issue(office, desk, sign(office, desk, make.at_sign(office, circulation="tra_lai")))
    file = reverse("outgoing_file", args=[document.case.code])
    office.sign_in(client, "chi")
    answer = client.get(file)
    assert "XEM XONG TRẢ LẠI" in text_of(answer.content, tmp_path) and b"ETSI.CAdES" not in answer.content
    assert "bản đọc của Hoàng Văn Chi" in text_of(answer.content, tmp_path)
    office.sign_in(client, "van")
    assert b"ETSI.CAdES" in b"".join(client.get(file).streaming_content)


def test_what_is_restricted_is_not_opened_to_everybody(office):
    document = make.draft(office, code="QD", circulation="noi_bo")
    with pytest.raises(EntryRefused, match="phạm vi lưu hành"):
        propose_consultation(
            document=document, ver=document.case.ver, summary="", by=office.actor("emi"), now=NOW
        )
    wider = make.fresh(make.draft(office, circulation=""))
    assert not wider.is_restricted and OutgoingDocument.objects.filter(circulation="noi_bo").count() == 1


def test_v_4_how_documents_are_drafted_and_issued_is_read_printed_and_saved(
    office, client, django_assert_max_num_queries
):
    make.draft(office)
    make.at_form(office)
    office.sign_in(client, "van")
    url = reverse("outgoing_progress")
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "Công văn" in page and "Tỷ lệ phát hành kịp" in page
    saved = client.get(url, {"tep": "csv"}).content.decode("utf-8-sig").splitlines()
    assert saved[1].split(",")[1:6] == ["2", "0", "0", "0", "2"]
    assert client.get(url, {"tep": "pdf"}).content.startswith(b"%PDF")
    assert "Không có văn bản nào" in client.get(url, {"nam": "2023"}).content.decode()
    for who in ("emi", "an"):
        office.sign_in(client, who)
        assert client.get(url).status_code == 403
