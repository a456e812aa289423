"""A draft that is edited in a word processor comes back with every edit, or with a sentence that says what is in the way."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml import OxmlElement

from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.layout.letter_parts import LetterUnreadable
from tinhso.documents.layout.letter_read import read_letter
from tinhso.documents.models import DraftVersion
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.docx_round import draft_docx, returned_draft
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.outgoing.versions import newest, text_of

DECISION = Text(
    legal_basis=("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Văn phòng."),
    paragraphs=(
        "Chương I",
        "Quy định chung",
        "Điều 1. Phạm vi điều chỉnh",
        "1. Quyết định này quy định việc a;",
        "a) Điểm a;",
        "Điều 2. Quyết định có hiệu lực từ ngày ký./.",
    ),
    recipients=("Như Điều 2", "Lưu: VT"),
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def out(document):
    return draft_docx(document, newest(document), None, now=NOW)


def back(document, content):
    return returned_draft(content, document, newest(document), None, now=NOW)


def edited(content, change):
    made = Document(io.BytesIO(content))
    change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def paragraph(made, words):
    return next(line for line in made.paragraphs if words in line.text)


@pytest.mark.parametrize(("code", "text"), [("CV", make.TEXT), ("QD", DECISION)])
def test_iii_1b_a_file_that_nobody_touched_says_what_the_version_says(office, code, text):
    document = make.draft(office, code, text=text)
    found = back(document, out(document))
    assert (found.text, found.subject, found.left_out) == (text, document.subject, ())
    assert found.began_with == 1


def test_every_edit_of_words_paragraphs_and_articles_comes_back(office):
    document = make.draft(office, "QD", text=DECISION)

    def change(made):
        paragraph(made, "Điều 2.").insert_paragraph_before("Điều 1a. Đối tượng áp dụng.")
        line = paragraph(made, "Quyết định này quy định")
        line.add_run(" và việc b")  # a run of its own, as a word processor makes them
        doomed = paragraph(made, "Điểm a")._p
        doomed.getparent().remove(doomed)
        paragraph(made, "Theo đề nghị").text = "Theo đề nghị của Chánh Văn phòng."
        paragraph(made, "Báo cáo kết quả").text = "Trích yếu mới"
        last = paragraph(made, "Điều 2.")
        last.add_run().add_break()
        last.add_run("Dòng sau dấu ngắt.")
        made.add_paragraph("Đoạn gõ thêm ở cuối tệp.")

    found = back(document, edited(out(document), change))
    assert found.text.paragraphs == (
        *DECISION.paragraphs[:3],
        "1. Quyết định này quy định việc a; và việc b",
        "Điều 1a. Đối tượng áp dụng.",
        DECISION.paragraphs[-1],
        "Dòng sau dấu ngắt.",
        "Đoạn gõ thêm ở cuối tệp.",
    )
    assert found.text.legal_basis == (DECISION.legal_basis[0], "Theo đề nghị của Chánh Văn phòng")
    assert found.subject == "Trích yếu mới"


def test_a_mark_at_the_end_of_a_paragraph_is_an_edit_and_one_of_the_layout_is_none(office):
    document = make.draft(office, text=make.TEXT)

    def change(made):
        line = paragraph(made, "Đề nghị các cơ quan")
        line.text = line.text.rstrip(".") + ";"

    found = back(document, edited(out(document), change))
    assert found.text.paragraphs[0].endswith(";") and found.text.recipients == make.TEXT.recipients


def test_receivers_typed_in_the_table_come_back_and_the_frame_is_told_not_taken(office):
    document = make.draft(office)

    def change(made):
        cells = [cell for table in made.tables for cell in table.rows[0].cells]
        notes = next(cell for cell in cells if "Nơi nhận:" in cell.text)
        notes.add_paragraph("- Sở Nội vụ;")
        head = next(line for cell in cells for line in cell.paragraphs if line.text.startswith("Số:"))
        head.text = "Số: 99/X"

    found = back(document, edited(out(document), change))
    assert found.text.recipients == (*make.TEXT.recipients, "Sở Nội vụ")
    assert [line for line in found.left_out if "99/X" in line] == ["Số: 99/X"]


def tracked(made):
    paragraph(made, "Đề nghị")._p.append(OxmlElement("w:ins"))


def commented(made):
    paragraph(made, "Đề nghị").add_run()._r.append(OxmlElement("w:commentReference"))


def numbered(made):
    made.add_paragraph("Tự động", style="List Bullet")
    paragraph(made, "Đề nghị")._p.get_or_add_pPr().append(OxmlElement("w:numPr"))


def noted(made):
    paragraph(made, "Đề nghị").add_run()._r.append(OxmlElement("w:footnoteReference"))


def drawn(made):
    paragraph(made, "Đề nghị").add_run()._r.append(OxmlElement("w:drawing"))


def tabled(made):
    made.add_table(rows=1, cols=2).rows[0].cells[0].text = "ô"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (tracked, "Track Changes"),
        (commented, "Comment"),
        (numbered, "tự động"),
        (noted, "chú thích"),
        (drawn, "hình"),
        (tabled, "bảng"),
    ],
)
def test_what_a_draft_cannot_hold_is_refused_with_what_to_do(office, change, words):
    document = make.draft(office)
    with pytest.raises(LetterUnreadable, match=words):
        back(document, edited(out(document), change))


def test_a_file_of_something_else_or_without_text_is_refused(office):
    document = make.draft(office)
    with pytest.raises(LetterUnreadable, match="DOCX"):
        back(document, b"PK\x03\x04 no file")
    with pytest.raises(LetterUnreadable, match="nội dung"):
        read_letter(
            edited(out(document), lambda made: [one._p.getparent().remove(one._p) for one in made.paragraphs])
        )
    with pytest.raises(LetterRefused):
        out(make.draft(office, text=Text(paragraphs=("x",))))  # a letter to nobody


def send(client, document, content, name="du-thao.docx"):
    file = SimpleUploadedFile(name, content, content_type=TYPE)
    return client.post(reverse("bring_outgoing_docx", args=[document.case.code]), {"file": file})


def test_the_pages_hand_out_take_back_compare_and_write_nothing_themselves(
    office, client, django_assert_max_num_queries
):
    document = make.draft(office)
    code = document.case.code
    office.sign_in(client, "emi")
    with django_assert_max_num_queries(30):
        answer = client.get(reverse("outgoing_docx", args=[code, 1]))
    assert answer["Content-Type"] == TYPE and f"{code}-v1.docx" in answer["Content-Disposition"]
    assert client.get(reverse("outgoing_docx", args=[code, 9])).status_code == 404

    def change(made):
        paragraph(made, "Trân trọng").insert_paragraph_before("Đoạn mới thêm.")

    with django_assert_max_num_queries(40):
        page = send(client, document, edited(answer.content, change))
    words = page.content.decode()
    assert page.status_code == 200 and "<ins>Đoạn mới thêm.</ins>" in words
    assert DraftVersion.objects.count() == 1
    form = page.context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    assert client.post(reverse("edit_outgoing", args=[code]), sent).status_code == 302
    assert "Đoạn mới thêm." in text_of(newest(document)).paragraphs
    office.sign_in(client, "kim")
    for name, *more in (("outgoing_docx", 1), ("bring_outgoing_docx",)):
        assert client.get(reverse(name, args=[code, *more])).status_code == 404


def test_an_edit_of_an_old_version_is_compared_with_it_and_overwrites_no_newer_one(office, client):
    document = make.draft(office)
    file = edited(out(document), lambda made: made.add_paragraph("Từ tệp."))
    words = make.WORDS | {"text": Text(to=("A",), paragraphs=("Bản khác.",), recipients=("Lưu: VT",))}
    by = office.actor("emi")
    write_version(document=document, ver=document.case.ver, was=1, draft=Draft(**words), by=by, now=NOW)
    office.sign_in(client, "emi")
    page = send(client, document, file)
    assert "sửa từ phiên bản cũ" in page.content.decode()
    form = page.context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    answer = client.post(reverse("edit_outgoing", args=[document.case.code]), sent)
    assert answer.status_code == 409 and "Từ tệp." in answer.content.decode()
    assert text_of(newest(document)).paragraphs == ("Bản khác.",)


def zipped(content, **more):
    data = io.BytesIO(content)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, value in more.items():
            archive.writestr(name.replace("__", "/"), value)
    return data.getvalue()


@pytest.mark.long
def test_macros_bombs_other_files_and_too_large_ones_are_refused_in_words(office, client):
    document = make.draft(office)
    office.sign_in(client, "emi")
    plain = out(document)
    for content, name, words in (
        (zipped(plain, **{"word__vbaProject.bin": b"x"}), "a.docx", "macro"),
        (zipped(plain, word__media=b"\0" * 30_000_000), "a.docx", "quá lớn"),
        (b"%PDF-1.4\n%%EOF", "a.pdf", "đuôi"),
        (plain, "a.exe", "đuôi"),
        (b"", "a.docx", "rỗng"),
    ):
        answer = send(client, document, content, name)
        assert answer.status_code == 422, name
        if words != "rỗng":
            assert words in answer.content.decode()
    assert send(client, document, b"PK" + b"x" * (10 << 20), "a.docx").status_code == 422
    assert client.post(reverse("bring_outgoing_docx", args=[document.case.code])).status_code == 422
    office.sign_in(client, "chi")
    sent = make.send(office, document)
    assert client.get(reverse("bring_outgoing_docx", args=[sent.case.code])).status_code == 403
