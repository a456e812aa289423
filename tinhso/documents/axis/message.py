"""An issued document as the axis carries it to one recipient, read from the document when the message leaves."""

import io

from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.axis.client import AxisAway
from tinhso.documents.axis.issued_state import files_at, state_at
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import (
    AssignmentLetter,
    AttachedFile,
    AxisMessage,
    ChangeOrder,
    DocumentRecipient,
    HandlingStatus,
    OutgoingDocument,
    RelatedDocument,
)
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.pages.places import place_name
from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local
from tinhso.lib.edxml.document_ids import document_id
from tinhso.lib.edxml.messages import (
    Attachment,
    Business,
    Changes,
    DocumentMessage,
    Organ,
    Reference,
    Replacement,
    Staff,
    Status,
    StatusMessage,
    Trace,
)
from tinhso.lib.edxml.writer import write_document, write_status

PRIORITIES = {"": "0", "khan": "1", "thuong_khan": "2", "hoa_toc": "3"}
PDF = "application/pdf"
SPHERE = "Văn bản điện tử"


def organ_of(agency: Agency) -> Organ:
    return Organ(
        code=agency.ident_code,
        name=agency.name,
        superior=agency.parent.name if agency.parent else agency.name,
        address=agency.address[:250],
        phone=agency.phone,
    )


def reference_of(document: OutgoingDocument) -> Reference:
    """The document by the name that the axis knows it by."""
    number, agency = document.number, document.case.agency
    if number is None:
        raise ValueError(document.pk)
    name = document_id(agency.ident_code, number.dated, f"{number.number:02d}", number.notation)
    return Reference(agency.ident_code, number.full_number, name, number.dated)


def content_of(message: AxisMessage, *, zipped: bool) -> tuple[str, bytes]:
    """The kind of message and its bytes. Raises: EdxmlRefused where the axis would not take the document."""
    if message.kind == AxisMessage.Kind.TAKE_BACK:
        return "status", write_status(_asking_back(message))
    if message.kind == AxisMessage.Kind.RECALL:
        return "edoc", write_document(_recalling(message))
    return "edoc", write_document(_document(message), zipped=zipped)


def _asking_back(message: AxisMessage) -> StatusMessage:
    """The axis carries a status to the organ in ResponseFor: here the one that shall give the document back."""
    recipient, document = message.recipient, message.recipient.document
    about, agency = reference_of(document), document.case.agency
    return StatusMessage(
        sender=organ_of(agency),
        about=Reference(recipient.ident_code, about.code, about.document_id, about.issued_on),
        status=Status.TAKE_BACK,
        at=local(message.at).replace(tzinfo=None),
        description=message.reason,
        staff=staff_of(message, agency),
    )


BUSINESS = {
    AxisMessage.Kind.NEW.value: (Business.NEW, "Văn bản điện tử mới"),
    AxisMessage.Kind.UPDATE.value: (Business.UPDATE, "Cập nhật văn bản"),
    AxisMessage.Kind.REPLACE.value: (Business.REPLACE, "Thay thế văn bản"),
}


def _document(message: AxisMessage) -> DocumentMessage:
    document = message.recipient.document
    number, agency = document.number, document.case.agency
    about, state = reference_of(document), state_at(document, message.version)
    files = _files(document, message.version)
    business, words = BUSINESS[message.kind]
    if number is None:
        raise ValueError(document.pk)
    return DocumentMessage(
        sender=organ_of(agency),
        receivers=(_receiver(message.recipient),),
        document_id=about.document_id,
        number=f"{number.number:02d}",
        notation=number.notation,
        issued_on=number.dated,
        subject=state.subject,
        type_name=name_of(document.type_code),
        place=place_name(agency, number.dated),
        signer=document.signer.full_name if document.signer else "",
        due_on=state.answer_by,
        places=text_of(newest(document)).recipients,
        priority=PRIORITIES[state.urgency],
        sphere=SPHERE,
        pages=min(_pages(files[0]), 999),
        traces=(Trace(agency.ident_code, local(message.at).replace(tzinfo=None)),),
        business=business,
        reason=message.reason or words,
        changes=Changes() if business == Business.UPDATE else None,
        replacements=_replaced(message),
        staff=staff_of(message, agency),
        attachments=files,
        tasks=_task_codes(document),
        answers=_answered(message) if business == Business.NEW else (),
    )


def _replaced(message: AxisMessage) -> tuple[Replacement, ...]:
    """The document that this one takes the place of at this recipient."""
    if message.replacement is None:
        return ()
    name = reference_of(message.replacement.replaced).document_id
    return (Replacement(name, (message.recipient.ident_code,)),)


def _task_codes(document: OutgoingDocument) -> tuple[str, ...]:
    """The tasks that the document answers, by the codes of who gave them (ResponseForTask). One query."""
    rows = AssignmentLetter.objects.filter(outgoing=document).order_by("pk")
    return tuple(rows.values_list("assignment__task_code", flat=True))


def _answered(message: AxisMessage) -> tuple[Reference, ...]:
    """The recipient's own documents that this one answers (ResponseFor); those of others are nothing for him. One query."""
    rows = RelatedDocument.objects.filter(
        document=message.recipient.document,
        kind=RelatedDocument.Kind.ANSWERS,
        arriving__issuer_ident=message.recipient.ident_code,
        arriving__destroyed_at=None,
    ).select_related("arriving")
    found = [one.arriving for one in rows if one.arriving is not None]
    return tuple(
        Reference(one.issuer_ident, one.full_number, one.document_ident, one.dated)
        for one in found
        if one.full_number and one.dated
    )


def _recalling(message: AxisMessage) -> DocumentMessage:
    """The document by its names without its file, and what is recalled in ResponseFor."""
    document = message.recipient.document
    number = document.number
    if number is None:
        raise ValueError(document.pk)
    agency, about = document.case.agency, reference_of(document)
    return DocumentMessage(
        sender=organ_of(agency),
        receivers=(_receiver(message.recipient),),
        document_id=about.document_id,
        number=f"{number.number:02d}",
        notation=number.notation,
        issued_on=number.dated,
        subject=f"Thu hồi văn bản số {number.full_number}",
        type_name=name_of(document.type_code),
        place=place_name(agency, number.dated),
        sphere=SPHERE,
        answers=(about,),
        traces=(Trace(agency.ident_code, local(message.at).replace(tzinfo=None)),),
        business=Business.RECALL,
        reason=_with_notice(message.reason, document),
        staff=staff_of(message, agency),
    )


def _with_notice(reason: str, document: OutgoingDocument) -> str:
    """Why a document is recalled, and the notice that says so. One query."""
    rows = ChangeOrder.objects.filter(document=document, kind=ChangeOrder.Kind.RECALL, done_at__isnull=False)
    order = rows.select_related("letter__number").first()
    notice = order.letter.number if order and order.letter else None
    words = f" (văn bản thông báo thu hồi số {notice.full_number})" if notice else ""
    return f"{reason[: 500 - len(words)]}{words}"


def _receiver(recipient: DocumentRecipient) -> Organ:
    return Organ(recipient.ident_code, recipient.name)


def staff_of(deed: AxisMessage | HandlingStatus, agency: Agency) -> Staff:
    """Who acted, by name and post, with the unit where the post is not the agency's own; addresses of officials are not sent.
    Nobody where the program did it."""
    post = deed.post
    unit = f", {post.agency.name}" if post and post.agency_id != agency.pk else ""
    return Staff(f"{post}{unit}"[:200] if post else "", deed.by.full_name[:50] if deed.by else "")


def _files(document: OutgoingDocument, version: int) -> tuple[Attachment, ...]:
    """The signed document, byte for byte, then the files that went along with it. AxisAway while one is being checked."""
    paper = document.paper
    if paper is None:
        raise ValueError(document.pk)
    signed = Attachment(f"{document.case.code}.signed.pdf", read(paper.file), PDF, "Văn bản đã ký số")
    along = [one for one in files_at(document, version) if one.file.state != StoredFile.State.INFECTED]
    return (signed, *(_attached(one) for one in along))


def _attached(one: AttachedFile) -> Attachment:
    if one.file.state != StoredFile.State.CLEAN:
        raise AxisAway("tệp kèm theo đang được kiểm tra")
    return Attachment(one.file.name, read(one.file), one.file.content_type, one.title)


def _pages(signed: Attachment) -> int:
    return int(PdfFileReader(io.BytesIO(signed.content)).root["/Pages"]["/Count"])
