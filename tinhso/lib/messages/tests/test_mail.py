"""Messages as strangers write them: what a reader gets of each, that none takes long, and that none is taken for what it is not."""

import time
from email.message import EmailMessage

import pytest

from tinhso.lib.messages.mail import LONGEST_TEXT, MailUnreadable, read_mail, words_of_html

HEAD = b"From: A <pv@bao.example.vn>\r\nMessage-ID: <x@y>\r\nSubject: s\r\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
PARTS = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def letter(text="Xin cho biết ngày xong.", **headers):
    message = EmailMessage()
    message["From"], message["Subject"] = "Phóng viên <PV@Bao.example.vn>", "Đường hỏng"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_letter_is_read_with_its_files():
    message = letter(Message_ID="<a@b>", In_Reply_To="<tinhso-press-mail-3@tinh.example>")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Câu hỏi.pdf")
    found = read_mail(message.as_bytes())
    assert (found.address, found.subject, found.identity) == ("pv@bao.example.vn", "Đường hỏng", "<a@b>")
    assert found.text == "Xin cho biết ngày xong." and found.answers == ("tinhso-press-mail-3@tinh.example",)
    assert [(one.name, one.octets) for one in found.attachments] == [("Câu hỏi.pdf", b"%PDF-1.4")]
    assert not found.automatic and not found.left_out


@pytest.mark.parametrize(
    "octets",
    [
        HTML + b"<" * 1_000_000,
        HTML + b"<a " * 300_000,
        HTML + b"<!--" * 250_000,
        HTML + b"<script>" * 100_000,
        HTML + b"&#x" * 300_000,
        HTML + b"&#" + b"9" * 900_000,
        HTML + b"<p" + b" " * 900_000,
        PARTS + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 20_000,
        HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 300_000,
        b"From: " + b"a@b.vn," * 20_000 + b"\r\n\r\nx",
        b"From: a@b.vn\r\nSubject: " + b"=?utf-8?q?a?= " * 5000 + b"\r\n\r\nx",
        HEAD + b"Content-Type: text/plain;" + b"".join(b" a*%d=b;" % i for i in range(9000)) + b"\r\n\r\nx",
    ],
)
def test_no_message_takes_long(octets):
    began = time.process_time()
    found = read_mail(octets)
    assert time.process_time() - began < 10 and len(found.text) <= LONGEST_TEXT and len(found.subject) <= 300


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"x" * 30_000_001, "30 MB"),
        (b"".join(b"X-%d: y\r\n" % i for i in range(30_000)) + b"\r\nx", "đầu thư"),
        (b"From: " + b"(" * 900 + b"\r\n\r\nx", "Không đọc được"),
        (
            HEAD + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n"
            + b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i + 1) for i in range(3000)),
            "Không đọc được",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(octets, words):
    with pytest.raises(MailUnreadable, match=words):
        read_mail(octets)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Auto_Submitted": "auto-replied (vacation)"}, "tự động"),
        ({"Return_Path": "<>"}, "không gửi được"),
        ({"Precedence": "Bulk"}, "hàng loạt"),
        ({"List_Id": "<x.y>"}, "hàng loạt"),
        ({"X_Loop": "tinh"}, "hàng loạt"),
    ],
)
def test_what_no_person_wrote_is_known(headers, words):
    assert words in read_mail(letter(**headers).as_bytes()).automatic
    assert not read_mail(letter(Auto_Submitted="no", Precedence="normal").as_bytes()).automatic


def test_loops_and_systems_are_known():
    hops = b"Received: from a by b\r\n" * 31
    assert "đi vòng" in read_mail(hops + letter().as_bytes()).automatic
    noise = letter().as_bytes().replace(b"PV@Bao", b"MAILER-DAEMON@bao")
    assert "hệ thống" in read_mail(noise).automatic


def test_words_hold_no_signs_that_mislead_and_no_part_is_lost():
    found = read_mail(
        HEAD + "Content-Type: text/plain; charset=utf-8\r\n\r\nab\u202ecd\u200b\x00\x1b".encode()
    )
    assert found.text == "abcd"
    two = PARTS + b"--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond\r\n--b--\r\n"
    assert read_mail(two).text == "first\n\nsecond"
    inner = PARTS + b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@y\r\n\r\nhi\r\n--b--\r\n"
    assert "không được mở" in read_mail(inner).left_out[0]
    assert read_mail(HEAD + b"Content-Type: multipart/mixed\r\n\r\nxin chao").text == "xin chao"
    assert "chỉ giữ phần đầu" in read_mail(letter("x\n" * 15_000).as_bytes()).left_out[0]
    raw = read_mail("From: a@b.vn\r\nSubject: Đường hỏng\r\n\r\nChào".encode())
    assert (raw.subject, raw.text) == ("Đường hỏng", "Chào")


def test_of_html_only_what_a_reader_sees():
    html = "<HEAD><style>p{}</style></HEAD><p>Đèn <b>tắt</b></p><script>fetch('x')</script><svg onload=x><a>y</a></svg>"
    assert words_of_html(html + "<div>ba &lt;đêm&gt;</div><!-- z -->a < b") == "Đèn tắt\nba <đêm>\na < b"
    message = letter(" ")
    message.add_alternative("<script>atob('x')</script><p>Chữ</p>", subtype="html")
    assert read_mail(message.as_bytes()).text == "Chữ"
