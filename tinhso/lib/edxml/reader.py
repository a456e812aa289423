"""Reads edXML of any sender: in any order, with the slips that are known from the field, and never more than it may hold."""

from dataclasses import dataclass

from tinhso.lib.edxml.attachments import decoded, type_of, unwrapped
from tinhso.lib.edxml.dates import read_date, read_time
from tinhso.lib.edxml.limits import FILE_BYTES, MOST_FILES, EdxmlRefused, problems_of
from tinhso.lib.edxml.messages import (
    Attachment,
    Business,
    Changes,
    DocumentMessage,
    Message,
    Organ,
    Reference,
    Replacement,
    Staff,
    Status,
    StatusMessage,
    Trace,
)
from tinhso.lib.edxml.tree import MOST_BYTES, Node, read_tree


@dataclass(frozen=True)
class ReadMessage:
    """What was read, and each rule of the standard that the sender broke: somebody decides what to do with it."""

    message: Message
    problems: tuple[str, ...]


def read_message(content: bytes, *, most: int = MOST_BYTES) -> ReadMessage:
    """Raises: EdxmlRefused, with the fields, for what cannot be understood or would take too much."""
    root = read_tree(content, most=most)
    header = root.find("MessageHeader") or root.find("Status")
    if header is None:
        raise EdxmlRefused("N.MessageHeader")
    status = header.first("StatusCode") or (
        found.first("StatusCode") if (found := header.first("Status")) else None
    )
    message: Message = _status(header, status) if status else _document(root, header)
    return ReadMessage(message, tuple(dict.fromkeys(problems_of(message))))


def _status(header: Node, code: Node) -> StatusMessage:
    sender = _sender(header)
    about = next(iter(_references(header)), None)
    if about is None:
        raise EdxmlRefused("N.ResponseFor")
    try:
        status = Status(code.text.zfill(2))
    except ValueError as error:
        raise EdxmlRefused("R.StatusCode") from error
    at = read_time(header.words("Timestamp"))
    return StatusMessage(sender, about, status, at, header.words("Description"), _staff(header))


def _document(root: Node, header: Node) -> DocumentMessage:
    business = root.find("Bussiness") or root.find("Business") or Node("Bussiness", True, {})
    traces = root.find("TraceHeaderList")
    other = header.first("OtherInfo") or Node("OtherInfo", True, {})
    number, notation = header.words("Code", "CodeNumber"), header.words("Code", "CodeNotation")
    document_id = header.words("DocumentId")
    if not document_id and not (number and notation):
        raise EdxmlRefused("N.DocumentId")
    return DocumentMessage(
        sender=_sender(header),
        receivers=tuple(_organ(one) for one in header.all("To")),
        document_id=document_id,
        number=number,
        notation=notation,
        issued_on=read_date(header.words("PromulgationInfo", "PromulgationDate")),
        subject=header.words("Subject"),
        type_name=header.words("DocumentType", "TypeName"),
        place=header.words("PromulgationInfo", "Place"),
        type_code=header.words("DocumentType", "Type"),
        type_detail=header.words("DocumentType", "TypeDetail"),
        content=header.words("Content"),
        competence=header.words("SignerInfo", "Competence"),
        position=header.words("SignerInfo", "Position"),
        signer=header.words("SignerInfo", "FullName"),
        due_on=read_date(header.words("DueDate")),
        places=_texts(header.first("ToPlaces"), "Place"),
        priority=other.words("Priority") or "0",
        sphere=other.words("SphereOfPromulgation"),
        typist=other.words("TyperNotation"),
        copies=_count(other.words("PromulgationAmount")),
        pages=_count(other.words("PageAmount")),
        appendices=_texts(other.first("Appendixes"), "Appendix"),
        answers=_references(header),
        steering=header.words("SteeringType") or "0",
        tasks=_texts(header.first("ResponseForTask"), "TaskCode"),
        traces=_traces(traces),
        business=_business(business),
        reason=business.words("BussinessDocReason"),
        paper=business.words("Paper") == "1",
        changes=_changes(business),
        replacements=_replacements(business),
        staff=_staff(business),
        attachments=_attachments(root),
    )


def _sender(header: Node) -> Organ:
    found = header.first("From")
    if found is None or not found.words("OrganId"):
        raise EdxmlRefused("N.From.OrganId")
    return _organ(found)


def _organ(node: Node) -> Organ:
    return Organ(
        code=node.words("OrganId"),
        name=node.words("OrganName"),
        superior=node.words("OrganizationInCharge"),
        address=node.words("OrganAdd"),
        email=node.words("Email"),
        phone=node.words("Telephone"),
        fax=node.words("Fax"),
        website=node.words("Website"),
    )


def _references(header: Node) -> tuple[Reference, ...]:
    """Empty ones are sent too: they are left out."""
    found = []
    for node in header.all("ResponseFor"):
        code = node.words("Code")
        if not code and node.first("Code"):
            code = "/".join(
                filter(None, (node.words("Code", "CodeNumber"), node.words("Code", "CodeNotation")))
            )
        one = Reference(
            node.words("OrganId"), code, node.words("DocumentId"), read_date(node.words("PromulgationDate"))
        )
        if one.document_id or one.code:
            found.append(one)
    return tuple(found)


def _staff(node: Node) -> Staff:
    found = node.first("StaffInfo") or Node("StaffInfo", True, {})
    mobile = found.words("Mobile") or found.words("Telephone")
    return Staff(found.words("Department"), found.words("Staff"), found.words("Email"), mobile)


def _traces(node: Node | None) -> tuple[Trace, ...]:
    rows = node.all("TraceHeader") if node else []
    return tuple(Trace(one.words("OrganId"), read_time(one.words("Timestamp"))) for one in rows)


def _business(node: Node) -> Business:
    try:
        return Business(node.words("BussinessDocType") or "0")
    except ValueError as error:
        raise EdxmlRefused("R.Bussiness.BussinessDocType") from error


def _changes(node: Node) -> Changes | None:
    found = node.first("BussinessDocumentInfo")
    if found is None:
        return None
    receivers = found.first("ReceiverList")
    rows = receivers.all("Receiver") if receivers else []
    return Changes(
        document=found.words("DocumentInfo") == "1",
        receivers=found.words("DocumentReceiver") == "1",
        receiver_types=tuple((one.words("OrganId"), one.words("ReceiverType")) for one in rows),
    )


def _replacements(node: Node) -> tuple[Replacement, ...]:
    found = node.first("ReplacementInfoList")
    rows = found.all("ReplacementInfo") if found else []
    return tuple(
        Replacement(one.words("DocumentId"), _texts(one.first("OrganIdList"), "OrganId")) for one in rows
    )


def _attachments(root: Node) -> tuple[Attachment, ...]:
    """Each file with what the manifest says of it. What the manifest names and the message does not carry is not there."""
    holder = root.find("AttachmentEncoded")
    rows = holder.all("Attachment") if holder else []
    if len(rows) > MOST_FILES:
        raise EdxmlRefused("R.AttachmentEncoded")
    manifest = root.find("edXMLManifest") or root.find("Manifest") or Node("edXMLManifest", True, {})
    named = {one.words("ContentId").removeprefix("cid:"): one for one in manifest.all("Reference")}
    found, left = [], FILE_BYTES
    for row in rows:
        key = row.words("ContentId").removeprefix("cid:")
        of_manifest = named.get(key) or Node("Reference", True, {})
        name = row.words("AttachmentName") or of_manifest.words("AttachmentName")
        kind = row.words("ContentType")
        content = unwrapped(
            decoded(row.words("ContentTransferEncoded")), name=name, content_type=kind, most=left
        )
        left -= len(content)
        if left < 0:
            raise EdxmlRefused("R.Attachment.ContentTransferEncoded")
        described = row.words("Description") or of_manifest.words("Description")
        found.append(
            Attachment(name, content, type_of(name, of_manifest.words("ContentType") or kind), described, key)
        )
    return tuple(found)


def _texts(node: Node | None, name: str) -> tuple[str, ...]:
    return tuple(text for one in (node.all(name) if node else []) if (text := one.text))


def _count(text: str) -> int:
    """1 where no number stands: it is a remark for the archive, no reason to refuse a paper."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1
