"""Reports by e-mail: words, sender and pictures come in once, what is none is put aside with its reason."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.citizen.intake.email_intake import EmailRefused, read_email
from tinhso.citizen.models import Report
from tinhso.citizen.tests.makers import make_category, picture, set_up
from tinhso.kernel.files.public import read
from tinhso.lib.messages.mail import words_of_html

pytestmark = pytest.mark.django_db


def letter(name: str = "<a1@example.vn>", text: str = "Hố sâu trước cổng trường.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Lê Thị Bí Mật <bimat@example.vn>", "Ổ gà lớn"
    if name:
        message["Message-ID"] = name
    message.set_content(text)
    return message


def with_picture(message: EmailMessage, content: bytes, kind: str = "jpeg") -> EmailMessage:
    message.add_attachment(content, maintype="image", subtype=kind, filename="Bí Mật.jpg")
    return message


@pytest.fixture
def box(town, tmp_path: Path) -> Path:
    set_up(town)
    make_category("khac", "Nội dung khác")
    return tmp_path


def run(box: Path, *, category: str = "khac") -> None:
    call_command("import_emails", str(box), category=category, stdout=io.StringIO())


def test_a_letter_becomes_one_report_with_its_photo_and_a_hidden_sender(box, town):
    whole = with_picture(letter(), picture(exif=True)).as_bytes()
    (box / "1.eml").write_bytes(whole)
    (box / "2.eml").write_bytes(whole)
    run(box)
    report = Report.objects.get()
    assert report.channel == "email" and report.visibility == "pending" and report.anonymous
    assert report.description == "Ổ gà lớn\nHố sâu trước cổng trường."
    assert (report.reporter.name, report.reporter.email) == ("Lê Thị Bí Mật", "bimat@example.vn")
    assert b"Bi Mat" not in read(report.photos.get().file)
    assert sorted(file.name for file in (box / "done").iterdir()) == ["1.eml", "2.eml"]
    assert Client().get(f"/phan-anh/{report.case.code}/").status_code == 404
    (box / "1.eml").write_bytes(whole)  # the same name and message again
    run(box)
    assert Report.objects.count() == 1 and (box / "done" / "1-2.eml").exists()


def test_a_picture_that_is_none_is_left_out_and_a_letter_of_it_alone_refused(box):
    (box / "1.eml").write_bytes(with_picture(letter(), b"<svg onload=x>").as_bytes())
    alone = with_picture(letter("<b@example.vn>", text=""), b"<svg onload=x>")
    del alone["Subject"]
    (box / "2.eml").write_bytes(alone.as_bytes())
    run(box)
    assert not Report.objects.get().photos.exists()
    assert (box / "refused" / "2.txt").read_text().strip().endswith(".")


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (letter(name="").as_bytes(), "Message-ID"),
        (letter(text="x" * 4001).as_bytes(), "4000"),
        (b"\x00\xff\xfe", "Message-ID"),
        (letter().as_bytes().replace(b"bimat@example.vn", b"khong"), "người gửi"),
        (b"Auto-Submitted: auto-replied\n" + letter().as_bytes(), "tự động"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(octets, words):
    with pytest.raises(EmailRefused, match=words):
        read_email(octets)


def test_the_words_of_html_are_those_a_reader_sees():
    html = "<head><style>p{}</style></head><p>Đèn <b>tắt</b></p><script>x()</script><div>ba đêm</div>"
    assert words_of_html(html) == "Đèn tắt\nba đêm"


def test_a_missing_folder_or_category_is_said(box):
    with pytest.raises(CommandError, match="thư mục"):
        run(box / "none")
    with pytest.raises(CommandError, match="la"):
        run(box, category="la")
