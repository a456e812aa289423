"""What is written in edXML is read as it was meant, and stands in the order and with the prefixes that the axis wants."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.edxml.document_ids import DocumentName, document_id, read_document_id
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import Attachment, Business, Organ, Reference, Status, StatusMessage
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.tests.makers import ABOUT, DISTRICT, DOCUMENTS, NAME, NEW, OFFICE, RECALL, status
from tinhso.lib.edxml.writer import write_document, write_status

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60
).map(lambda text: " ".join(text.split()))
NAMED = TEXT.filter(bool)
CODES = st.from_regex(r"[0-9A-Z.]{1,35}", fullmatch=True)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
ORGANS = st.builds(
    Organ, CODES, NAMED, NAMED, TEXT, TEXT, *([TEXT.map(lambda text: text[:50].strip())] * 2), TEXT
)
FILES = st.builds(Attachment, NAMED, st.binary(max_size=300), st.just("application/pdf"), TEXT)


def tags(content: bytes, inside: str) -> list[str]:
    found = re.search(rf"<{inside}\b[^>]*>(.*?)</{inside}>", content.decode(), re.S)
    assert found
    names, depth = [], 0
    for close, name, empty in re.findall(r"<(/?)([\w:]+)[^>]*?(/?)>", found[1]):
        if not close and depth == 0:
            names.append(name)
        depth += 0 if empty else -1 if close else 1
    return names


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("message", DOCUMENTS, ids=lambda one: one.business.name)
def test_a_document_message_is_read_as_it_was_written(message, zipped):
    read = read_message(write_document(message, zipped=zipped))
    assert not read.problems
    district = replace(DISTRICT, superior=DISTRICT.name)
    assert read.message == replace(
        message, receivers=(district, *(replace(one, superior=one.name) for one in message.receivers[1:]))
    )


@pytest.mark.parametrize("code", list(Status))
def test_a_status_message_is_read_as_it_was_written(code):
    read = read_message(write_status(status(code)))
    assert read.message == replace(status(code), sender=replace(DISTRICT, superior=DISTRICT.name))
    assert not read.problems


@pytest.mark.long
@given(OFFICE=ORGANS, receivers=st.lists(ORGANS, min_size=1, max_size=4, unique_by=lambda one: one.code),
       subject=NAMED, number=st.from_regex(r"[0-9]{1,11}", fullmatch=True), day=DAYS,
       files=st.lists(FILES, max_size=3), zipped=st.booleans(), places=st.lists(NAMED, max_size=4))  # fmt: skip
def test_whatever_is_written_is_read(OFFICE, receivers, subject, number, day, files, zipped, places):  # noqa: N803
    message = replace(
        NEW, sender=OFFICE, receivers=tuple(receivers), subject=subject, number=number, issued_on=day, places=tuple(places),
        attachments=tuple(replace(one, content_id=f"f{n}") for n, one in enumerate(files)),
    )  # fmt: skip
    assert read_message(write_document(message, zipped=zipped)).message == message


@given(sender=ORGANS, code=st.sampled_from(Status), words=TEXT, at=st.datetimes(datetime(1900, 1, 1)))
def test_whatever_status_is_written_is_read(sender, code, words, at):
    message = StatusMessage(sender, ABOUT, code, at.replace(microsecond=0), words or code.words)
    assert read_message(write_status(message)).message == message


def test_the_same_message_gives_the_same_bytes():
    assert write_document(NEW) == write_document(NEW)


def test_elements_stand_in_the_order_of_the_axis_kit():
    content = write_document(RECALL)
    assert tags(content, "edXML:MessageHeader") == [f"edXML:{name}" for name in (
        "From", "To", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo",
        "DueDate", "OtherInfo", "ResponseFor", "SteeringType", "ToPlaces", "ResponseForTask",
    )]  # fmt: skip
    assert tags(content, "edXML:edXMLHeader") == [
        "edXML:MessageHeader",
        "edXML:TraceHeaderList",
        "edXML:DigitalSignature",
    ]
    assert tags(content, "edXML:OtherInfo")[:3] == [
        "edXML:Priority",
        "edXML:SphereOfPromulgation",
        "edXML:TyperNotation",
    ]
    assert tags(write_status(status(Status.ARRIVED)), "edXML:MessageHeader") == [
        f"edXML:{name}"
        for name in ("From", "ResponseFor", "StaffInfo", "StatusCode", "Description", "Timestamp")
    ]


def test_children_of_the_envelope_carry_the_prefix_and_the_attachments_do_not():
    text = write_document(NEW).decode()
    envelope, _, rest = text.partition("</edXML:edXMLEnvelope>")
    assert all(
        name.startswith("edXML:") for name in re.findall(r"</?([\w:]+)", envelope.split("<edXML ")[1]) if name
    )
    assert rest.startswith("<AttachmentEncoded><Attachment><ContentId>cid:a1</ContentId><AttachmentName>")
    assert tags(text.encode(), "Attachment")[:4] == [
        "ContentId",
        "AttachmentName",
        "Description",
        "ContentType",
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"subject": ""}, "N.Subject"),
        ({"subject": "x" * 501}, "R.Subject"),
        ({"content": "x" * 501}, "R.Content"),
        ({"place": "x" * 151}, "R.PromulgationInfo.Place"),
        ({"appendices": ("x" * 251,)}, "R.OtherInfo.Appendixes.Appendix"),
        ({"attachments": (Attachment("x" * 201, b""),)}, "R.AttachmentName"),
        ({"attachments": (Attachment("", b""),)}, "N.AttachmentName"),
        ({"attachments": (Attachment("a", b""),) * 51}, "R.AttachmentEncoded"),
        ({"receivers": (DISTRICT, DISTRICT)}, "M.To.OrganId"),
        ({"receivers": ()}, "N.To"),
        ({"sender": Organ("", "x")}, "N.From.OrganId"),
        ({"sender": Organ("a b", "x")}, "M.From.OrganId"),
        ({"sender": Organ("H" * 36, "x")}, "M.From.OrganId"),
        ({"sender": Organ("H1", "x" * 201)}, "R.From.OrganName"),
        ({"sender": Organ("H1", "")}, "N.From.OrganName"),
        ({"number": "123456789012"}, "R.Code.CodeNumber"),
        ({"notation": "x" * 31}, "R.Code.CodeNotation"),
        ({"signer": "x" * 51}, "R.SignerInfo.FullName"),
        ({"issued_on": None}, "N.PromulgationInfo.PromulgationDate"),
        ({"priority": "4"}, "R.OtherInfo.Priority"),
        ({"steering": "2"}, "R.SteeringType"),
        ({"pages": 1000}, "R.OtherInfo.PageAmount"),
        ({"copies": 1000}, "R.OtherInfo.PromulgationAmount"),
        ({"places": ("x" * 999, "xx")}, "R.ToPlaces"),
        ({"tasks": ("x" * 101,)}, "R.ResponseForTask.TaskCode"),
        ({"answers": (Reference("H1", "", ""),)}, "N.ResponseFor.DocumentId"),
        ({"business": Business.RECALL, "answers": ()}, "N.ResponseFor"),
        ({"business": Business.UPDATE}, "N.Bussiness.BussinessDocumentInfo"),
        ({"business": Business.REPLACE}, "N.Bussiness.ReplacementInfoList"),
    ],
)
def test_what_the_axis_would_refuse_is_not_written(change, problem):
    with pytest.raises(EdxmlRefused) as refused:
        write_document(replace(NEW, **change))
    assert problem in refused.value.problems


def test_a_status_without_its_moment_or_document_is_not_written():
    with pytest.raises(EdxmlRefused) as refused:
        write_status(StatusMessage(OFFICE, Reference("", "", ""), Status.ARRIVED, None, "x" * 501))
    assert refused.value.problems == ("N.ResponseFor.DocumentId", "R.Description", "N.Timestamp")


def test_control_characters_do_not_break_the_message():
    assert read_message(write_document(replace(NEW, subject="a\x00b\x0bc"))).message.subject == "abc"


def test_the_name_of_a_document_is_read_back_from_its_identifier():
    assert document_id("H56.01", NEW.issued_on, "15", "QĐ-STTTT") == NAME
    assert read_document_id(NAME) == DocumentName("H56.01", NEW.issued_on, "15/QĐ-STTTT")
    assert read_document_id("9fbfbad2-f1f8-4256-a2eb-50fb1061cddb") is None
    assert read_document_id(",2024/03/08,1/QĐ") is None
