"""Restricted circulation: who reads gets the pages with their name on each; how the agency drafts and issues, in a table."""

import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.copies.tests import test_copies as copies
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.normative.actions.shorten_procedure import shorten_procedure
from tinhso.documents.normative.tests.makers import begun
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.permissions import can_have_docx
from tinhso.documents.outgoing.reading_copy import needs_mark
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.tests import test_attached as attached
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.signing.tests.test_two_signatures import issue, sign
from tinhso.documents.work_files.contents import paper_files
from tinhso.documents.work_files.tests import makers as files
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.papers.public import render
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


@pytest.mark.long
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
    _leaves_marked_by_every_other_door(office, desk, client, document, tmp_path)


def _leaves_marked_by_every_other_door(office, desk, client, document, tmp_path):
    """In a file of work that is taken out, as a sealed copy: each names its reader; the archive's job gets what was signed."""
    entry = files.put(office, files.plan(office), document)
    (one,) = paper_files(entry, office.actor("emi"), NOW)
    assert "bản đọc của Trịnh Thị Emi" in text_of(b"".join(one.pieces), tmp_path) and one.sha256 == ""
    for by in (office.actor("van"), SYSTEM):
        (one,) = paper_files(entry, by, NOW)
        assert one.sha256 == document.paper.file.sha256
    copy = copies.signed(office, desk, copies.order(office, document))
    office.sign_in(client, "chi")
    shown = client.get(reverse("document_copy_file", args=[copy.pk]))
    assert "bản đọc của Hoàng Văn Chi" in text_of(shown.content, tmp_path)


@pytest.mark.long
def test_what_goes_along_names_its_reader_and_a_docx_is_its_drafters(office, client, tmp_path):
    document = make.draft(office, circulation="noi_bo")
    for name, content in (("a.pdf", copies.sheet(2)), ("b.pdf", attached.PDF)):
        sent = SimpleUploadedFile(name, content, content_type="application/pdf")
        file = store_upload(sent, by=office.actor("emi"), now=NOW)
        attached.attach(office, document, file=file)
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    document = make.approve(office, make.send(office, document), "content", "chi")
    sound, broken = document.attached.order_by("pk")
    office.sign_in(client, "chi")
    url = reverse("outgoing_attached", args=[document.case.code, sound.pk])
    assert text_of(client.get(url).content, tmp_path).count("bản đọc của Hoàng Văn Chi") == 2
    url = reverse("outgoing_attached", args=[document.case.code, broken.pk])
    assert b"".join(client.get(url).streaming_content) == attached.PDF
    docx = reverse("outgoing_docx", args=[document.case.code, 1])
    page = reverse("outgoing_document", args=[document.case.code])
    for who, status in (("chi", 403), ("emi", 200), ("van", 200)):
        office.sign_in(client, who)
        assert client.get(docx).status_code == status, who
        assert (docx in client.get(page).content.decode()) == (status == 200)
    assert not can_have_docx(document, office.actor("chi")) and not can_have_docx(
        document, office.actor("hai")
    )
    assert can_have_docx(make.draft(office), office.actor("chi"))


def test_a_mark_of_long_names_is_whole(office, tmp_path):
    words = {"form": "XEM XONG TRẢ LẠI – bản đọc của Nguyễn Hoàng Phương Thảo Nguyên"}
    words |= {
        "agency": "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Hà Trung",
        "time": "14:30",
    }
    pages = text_of(
        render("copy_mark", words | {"form": words["form"] + "; #panic() *x* " * 9}, at=NOW), tmp_path
    )
    assert pages.count("\f") == 1 and "tỉnh Hà Trung; 14:30" in pages and pages.count("#panic() *x*") == 9


def test_what_is_restricted_is_not_opened_to_everybody(office):
    document = make.draft(office, code="QD", circulation="noi_bo")
    with pytest.raises(EntryRefused, match="phạm vi lưu hành"):
        propose_consultation(
            document=document, ver=document.case.ver, summary="", by=office.actor("emi"), now=NOW
        )
    with pytest.raises(EntryRefused, match="phạm vi lưu hành"):
        begun(office, document)
    with pytest.raises(EntryRefused, match="phạm vi lưu hành"):
        shorten_procedure(document=document, reason="Gấp", decision="12", by=office.actor("emi"), now=NOW)
    rule = make.draft(office, code="QD")
    shorten_procedure(document=rule, reason="Gấp", decision="12", by=office.actor("emi"), now=NOW)
    narrower = Draft(subject=rule.subject, text=make.TEXT, circulation="noi_bo")
    with pytest.raises(EntryRefused, match="ai cũng được đọc"):
        write_version(
            document=rule, ver=rule.case.ver, was=1, draft=narrower, by=office.actor("emi"), now=NOW
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
