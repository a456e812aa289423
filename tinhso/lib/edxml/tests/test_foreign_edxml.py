"""Messages of other software, with the slips that are known from the field; and what must not get in."""

import io
import zipfile
from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime

import pytest

from tinhso.lib.edxml.dates import read_date, read_time
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import FORMER_NAMESPACE, NAMESPACE, Business, Status
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.tests.makers import NAME, NEW, UPDATE, status
from tinhso.lib.edxml.tests.mutations import mutated, sources
from tinhso.lib.edxml.tree import read_tree
from tinhso.lib.edxml.writer import write_document, write_status

PLAIN = write_document(replace(NEW, attachments=()))
MINE = "11111111-2222-3333-4444-555555555555"


def refusal(content: bytes, **limits: int) -> tuple[str, ...]:
    with pytest.raises(EdxmlRefused) as refused:
        read_message(content, **limits)
    return refused.value.problems


def message(inside: str, header: str = "") -> bytes:
    return (
        f'<edXML xmlns="{NAMESPACE}"><edXMLEnvelope><edXMLHeader><MessageHeader><From><OrganId>H1</OrganId></From>'
        f"<DocumentId>{NAME}</DocumentId>{header}</MessageHeader></edXMLHeader></edXMLEnvelope>{inside}</edXML>"
    ).encode()


def archive(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files:
            written.writestr(name, content)
    return buffer.getvalue()


def attached(content: bytes, name: str = "a.doc", kind: str = "application/zip") -> bytes:
    return message(
        f"<AttachmentEncoded><Attachment><ContentTransferEncoded>{b64encode(content).decode()}</ContentTransferEncoded>"
        f"<ContentType>{kind}</ContentType><AttachmentName>{name}</AttachmentName></Attachment></AttachmentEncoded>"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"1212" + PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        b"\n \n" + PLAIN,
        PLAIN + b"\x00\x00 the end",
        PLAIN.replace(b"edXML:", b"").replace(b"xmlns:edXML", b"xmlns:e"),
        PLAIN.replace(b"<edXML:", b"<ed:")
        .replace(b"</edXML:", b"</ed:")
        .replace(b"xmlns:edXML", b"xmlns:ed"),
        PLAIN.replace(b' xmlns:edXML="' + NAMESPACE.encode() + b'"', b""),
        PLAIN.replace(NAMESPACE.encode(), FORMER_NAMESPACE.encode()),
        PLAIN.replace(b"<edXML:Subject>", b'<edXML:Subject xlink:href="cid:1">'),
        PLAIN.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
    ids=["junk", "mark", "blanks", "after", "default", "other", "undeclared", "former", "xlink", "utf16"],
)
def test_known_slips_of_senders_do_not_matter(content):
    assert read_message(content).message == read_message(PLAIN).message


def test_the_order_of_elements_does_not_matter():
    text = PLAIN.decode()
    start, end = text.index("<edXML:From>"), text.index("</edXML:From>") + len("</edXML:From>")
    moved = text[:start] + text[end:].replace(
        "</edXML:MessageHeader>", text[start:end] + "</edXML:MessageHeader>"
    )
    assert read_message(moved.encode()).message == read_message(PLAIN).message


def test_a_message_in_an_envelope_of_another_standard_is_found():
    soap = (
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>" + PLAIN.split(b"\n", 1)[1]
    )
    assert read_message(soap + b"</s:Body></s:Envelope>").message == read_message(PLAIN).message


def test_elements_of_another_standard_are_not_mistaken_for_ours():
    content = message("", "<Subject>ours</Subject><x:Subject xmlns:x='urn:x'>theirs</x:Subject>")
    assert read_message(content).message.subject == "ours"
    assert read_message(content.replace(b"<Subject>ours</Subject>", b"")).message.subject == ""


def test_empty_and_several_references_are_read():
    header = "<ResponseFor/><ResponseFor><OrganId>H2</OrganId><Code>1/QĐ</Code></ResponseFor>"
    assert [one.code for one in read_message(message("", header)).message.answers] == ["1/QĐ"]
    parts = (
        "<ResponseFor><Code><CodeNumber>1</CodeNumber><CodeNotation>QĐ</CodeNotation></Code></ResponseFor>"
    )
    assert read_message(message("", parts)).message.answers[0].code == "1/QĐ"


def test_what_the_sender_left_out_is_listed_and_read_nonetheless():
    read = read_message(message(""))
    assert read.message.document_id == NAME
    assert {"N.Subject", "N.To", "N.From.OrganName", "N.Code.CodeNumber"} <= set(read.problems)


def test_an_old_status_has_its_own_shape():
    old = (
        f"<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Header><edXML:Status xmlns:edXML='{NAMESPACE}'>"
        "<edXML:ResponseFor><edXML:OrganId>H1</edXML:OrganId><edXML:Code>1/QĐ</edXML:Code>"
        "<edXML:PromulgationDate>08/03/2024</edXML:PromulgationDate></edXML:ResponseFor><edXML:From><edXML:OrganId>H2"
        "</edXML:OrganId></edXML:From><edXML:StatusCode>3</edXML:StatusCode><edXML:Timestamp>08/03/2024 10:00:00"
        "</edXML:Timestamp></edXML:Status></Header><Body/></Envelope>"
    ).encode()
    read = read_message(old).message
    assert (read.status, read.at, read.about.issued_on) == (
        Status.ACCEPTED,
        datetime(2024, 3, 8, 10),
        date(2024, 3, 8),
    )


@pytest.mark.parametrize(
    ("content", "name", "kind", "inside"),
    [
        (archive((f"{MINE}.edxml", b"text")), "a.doc", "application/zip", b"text"),
        (archive((f"{MINE}.txt", b"text")), "a.txt", "text/plain", b"text"),
        (archive(("other.doc", b"text")), "a.doc", "application/zip", b"text"),
        (b"%PDF-1.7", "a.pdf", "application/pdf", b"%PDF-1.7"),
    ],
)
def test_a_file_is_taken_out_of_the_archive_that_was_put_around_it(content, name, kind, inside):
    found = read_message(attached(content, name, kind)).message.attachments[0]
    assert found.content == inside
    assert found.content_type != "application/zip"


@pytest.mark.parametrize("files", [[("a.doc", b"1")], [("a.doc", b"1"), ("b.doc", b"2")]])
def test_an_archive_that_was_meant_stays_one(files):
    content = archive(*files)
    assert read_message(attached(content, "tai lieu.zip")).message.attachments[0].content == content


def test_a_bomb_in_an_archive_is_refused():
    bomb = archive((f"{MINE}.doc", b"0" * 60_000_000))
    assert refusal(attached(bomb)) == ("R.Attachment.ContentTransferEncoded",)
    assert refusal(attached(archive((f"{MINE}.doc", b"MZ program")))) == (
        "M.Attachment.ContentTransferEncoded",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "M.edXML"),
        (b"no markup at all", "M.edXML"),
        (b"<edXML><a></edXML>", "M.edXML"),
        (b"<edXML/>", "N.MessageHeader"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><edXML>&x;</edXML>', "M.DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><edXML/>', "M.DOCTYPE"),
        (b"<a>" * 31, "R.edXML"),
        (b"<a>" + b"<b/>" * 20_001 + b"</a>", "R.edXML"),
        (message("", "<Subject>" + "x" * 4001 + "</Subject>"), "R.Subject"),
        (message("").replace(b"H1", b""), "N.From.OrganId"),
        (message("").replace(NAME.encode(), b""), "N.DocumentId"),
        (message("<AttachmentEncoded>" + "<Attachment/>" * 51 + "</AttachmentEncoded>"), "R.AttachmentEncoded"),
        (attached(b"text").replace(b"dGV4dA==", b"@@@"), "M.Attachment.ContentTransferEncoded"),
        (message("<Bussiness><BussinessDocType>9</BussinessDocType></Bussiness>"), "R.Bussiness.BussinessDocType"),
        (write_status(status(Status.ARRIVED)).replace(b">01<", b">77<"), "R.StatusCode"),
        (write_status(status(Status.ARRIVED)).replace(b"ResponseFor", b"Response"), "N.ResponseFor"),
        (PLAIN.replace(b"UTF-8", b"x-none"), "M.edXML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(content, problem):
    assert refusal(content) == (problem,)


def test_a_message_that_is_too_large_is_refused_before_it_is_read():
    assert refusal(PLAIN, most=100) == ("R.edXML",)
    assert read_tree(PLAIN, most=len(PLAIN)).name == "edXML"


def test_kinds_are_told_apart():
    assert read_message(write_document(UPDATE)).message.business == Business.UPDATE


def test_days_and_moments_of_older_software_are_read():
    assert read_date("2024/03/08") == read_date("08/03/2024") == read_date("2024-03-08") == date(2024, 3, 8)
    assert read_time("2024/03/08 17:25") == read_time("08/03/2024 17:25:00") == datetime(2024, 3, 8, 17, 25)
    assert read_date("31/02/2024") is read_date("") is read_time("mai") is None


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_message_is_read_or_refused(seed):
    found = sources()
    try:
        read_message(mutated(found[seed % len(found)], seed))
    except EdxmlRefused as refused:
        assert refused.problems
