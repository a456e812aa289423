"""Writes edXML in the order and with the prefixes of the axis's own kit: receivers are known to refuse anything else.

So each element is written by hand: children of the envelope carry `edXML:`, `AttachmentEncoded` does not. The signature
inside the message is left empty; what is signed is the paper in the attachment.
"""

import io
import zipfile
from base64 import b64encode
from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5
from xml.sax.saxutils import escape

from tinhso.lib.edxml.dates import written_date, written_time
from tinhso.lib.edxml.limits import EdxmlRefused, problems_of
from tinhso.lib.edxml.messages import (
    NAMESPACE,
    Attachment,
    Changes,
    DocumentMessage,
    Organ,
    Reference,
    Replacement,
    Staff,
    StatusMessage,
    Trace,
)
from tinhso.lib.messages.xml_text import xml_text

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRAPPED_AT = (1980, 1, 1, 0, 0, 0)


def write_document(message: DocumentMessage, *, zipped: bool = True) -> bytes:
    """`zipped` puts each attachment into an archive of one file, as the axis's kit does; else its bytes are written plain.

    The same message gives the same bytes. Raises: EdxmlRefused.
    """
    _check(message)
    files = [(_content_id(one, n), one) for n, one in enumerate(message.attachments)]
    header = _tag("MessageHeader", *_document_header(message)) + _traces(message)
    envelope = _tag("edXMLHeader", header, "<edXML:DigitalSignature/>")
    if files:
        manifest = "".join(_reference(key, one) for key, one in files)
        envelope += _tag("edXMLBody", f'<edXML:edXMLManifest version="1.0">{manifest}</edXML:edXMLManifest>')
    encoded = "".join(_attachment(key, one, zipped=zipped) for key, one in files)
    return _whole(envelope, f"<AttachmentEncoded>{encoded}</AttachmentEncoded>" if files else "")


def write_status(message: StatusMessage) -> bytes:
    """Raises: EdxmlRefused."""
    _check(message)
    header = (
        _organ("From", message.sender),
        _about(message.about),
        _staff(message.staff),
        _text("StatusCode", message.status),
        _text("Description", message.description or message.status.words),
        _text("Timestamp", written_time(message.at) if message.at else ""),
    )
    return _whole(_tag("edXMLHeader", _tag("MessageHeader", *header)), "")


def _check(message: DocumentMessage | StatusMessage) -> None:
    if problems := problems_of(message):
        raise EdxmlRefused(*problems)


def _whole(envelope: str, rest: str) -> bytes:
    return (
        f'{DECLARATION}<edXML xmlns="{NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">{envelope}'
        f"</edXML:edXMLEnvelope>{rest}</edXML>"
    ).encode()


def _document_header(message: DocumentMessage) -> Iterable[str]:
    yield _organ("From", message.sender)
    yield from (_organ("To", one) for one in message.receivers)
    yield _text("DocumentId", message.document_id)
    yield _tag("Code", _text("CodeNumber", message.number), _text("CodeNotation", message.notation))
    issued = written_date(message.issued_on) if message.issued_on else ""
    yield _tag("PromulgationInfo", _text("Place", message.place), _text("PromulgationDate", issued))
    yield _tag(
        "DocumentType",
        _text("Type", message.type_code),
        _text("TypeDetail", message.type_detail),
        _text("TypeName", message.type_name),
    )
    yield _text("Subject", message.subject)
    yield _text("Content", message.content or message.subject)
    yield _tag(
        "SignerInfo",
        _text("Competence", message.competence),
        _text("Position", message.position),
        _text("FullName", message.signer),
    )
    if message.due_on:
        yield _text("DueDate", written_date(message.due_on))
    yield _other(message)
    yield from (_about(one) for one in message.answers)
    yield _text("SteeringType", message.steering)
    if message.places:
        yield _tag("ToPlaces", *(_text("Place", one) for one in message.places))
    if message.tasks:
        yield _tag("ResponseForTask", *(_text("TaskCode", one) for one in message.tasks))


def _other(message: DocumentMessage) -> str:
    appendices = [_text("Appendix", one) for one in message.appendices]
    return _tag(
        "OtherInfo",
        _text("Priority", message.priority),
        _text("SphereOfPromulgation", message.sphere),
        _text("TyperNotation", message.typist),
        _text("PromulgationAmount", str(message.copies)),
        _text("PageAmount", str(message.pages)),
        _text("Direction", "false"),
        _tag("Appendixes", *appendices) if appendices else "",
    )


def _traces(message: DocumentMessage) -> str:
    return _tag(
        "TraceHeaderList",
        *(_trace(one) for one in message.traces),
        _tag(
            "Bussiness",
            _text("BussinessDocType", message.business),
            _text("BussinessDocReason", message.reason),
            _text("Paper", "1" if message.paper else "0"),
            _changes(message.changes) if message.changes else "",
            _replacements(message.replacements),
            _staff(message.staff),
        ),
    )


def _trace(one: Trace) -> str:
    at = written_time(one.at) if one.at else ""
    return _tag("TraceHeader", _text("OrganId", one.organ), _text("Timestamp", at))


def _changes(changes: Changes) -> str:
    receivers = [
        _tag("Receiver", _text("OrganId", organ), _text("ReceiverType", kind))
        for organ, kind in changes.receiver_types
    ]
    return _tag(
        "BussinessDocumentInfo",
        _text("DocumentInfo", "1" if changes.document else "0"),
        _text("DocumentReceiver", "1" if changes.receivers else "0"),
        _tag("ReceiverList", *receivers) if receivers else "",
    )


def _replacements(rows: tuple[Replacement, ...]) -> str:
    if not rows:
        return ""
    return _tag(
        "ReplacementInfoList",
        *(
            _tag(
                "ReplacementInfo",
                _text("DocumentId", one.document_id),
                _tag("OrganIdList", *(_text("OrganId", organ) for organ in one.organs)),
            )
            for one in rows
        ),
    )


def _organ(name: str, organ: Organ) -> str:
    return _tag(
        name,
        _text("OrganId", organ.code),
        _text("OrganizationInCharge", organ.superior or organ.name),
        _text("OrganName", organ.name),
        _text("OrganAdd", organ.address),
        _text("Email", organ.email),
        _text("Telephone", organ.phone),
        _text("Fax", organ.fax),
        _text("Website", organ.website),
    )


def _about(one: Reference) -> str:
    return _tag(
        "ResponseFor",
        _text("OrganId", one.organ),
        _text("Code", one.code),
        _text("DocumentId", one.document_id),
        _text("PromulgationDate", written_date(one.issued_on) if one.issued_on else ""),
    )


def _staff(staff: Staff) -> str:
    return _tag(
        "StaffInfo",
        _text("Department", staff.department),
        _text("Staff", staff.name),
        _text("Email", staff.email),
        _text("Mobile", staff.mobile),
    )


def _content_id(one: Attachment, place: int) -> str:
    return one.content_id.removeprefix("cid:") or str(uuid5(NAMESPACE_OID, f"{place} {one.name}"))


def _reference(key: str, one: Attachment) -> str:
    return _tag(
        "Reference",
        _text("ContentId", f"cid:{key}"),
        _text("ContentType", one.content_type),
        _text("Description", one.description),
        _text("AttachmentName", one.name),
    )


def _attachment(key: str, one: Attachment, *, zipped: bool) -> str:
    kind, content = one.content_type, one.content
    if zipped:
        kind, content = "application/zip", _wrapped(key, one)
    return (
        f"<Attachment><ContentId>cid:{_escaped(key)}</ContentId><AttachmentName>{_escaped(one.name)}</AttachmentName>"
        f"<Description>{_escaped(one.description)}</Description><ContentType>{_escaped(kind)}</ContentType>"
        f'<edXML:ContentTransferEncoded xmlns:edXML="{NAMESPACE}">{b64encode(content).decode()}'
        "</edXML:ContentTransferEncoded></Attachment>"
    )


def _wrapped(key: str, one: Attachment) -> bytes:
    """An archive of one file, named by a UUID: receivers know by it that the file inside is meant."""
    ending = one.name.rpartition(".")[2][:10]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(f"{uuid5(NAMESPACE_OID, key)}.{ending}", WRAPPED_AT)
        archive.writestr(entry, one.content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _tag(name: str, *inside: str) -> str:
    return f"<edXML:{name}>{''.join(inside)}</edXML:{name}>"


def _text(name: str, text: str) -> str:
    return f"<edXML:{name}>{_escaped(text)}</edXML:{name}>"


def _escaped(text: str) -> str:
    return escape(xml_text(text))
