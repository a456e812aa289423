"""What a field may hold: the writer refuses what breaks a rule, the reader lists it.

A problem is a letter and the path of the field: `N.` missing, `R.` too long or out of its range, `M.` not what it should be.
Lengths: NĐ 30/2020, phụ lục VI, and what the axis is known to refuse; OrganId is 35 as of QĐ 20/2020 (13 before).
"""

import re
from collections.abc import Iterator, Mapping

from tinhso.lib.edxml.messages import Business, DocumentMessage, Message, Organ, Reference, Staff

ORGAN = re.compile(r"[0-9A-Za-z.]{1,35}")
NUMBER = 11
LONGEST = 4000  # of any text field: a reader refuses a longer one
SUM_OF_PLACES = 1000
MOST_FILES = 50
FILE_BYTES = 50 * 1024 * 1024
ORGAN_LENGTHS = {
    "name": 200,
    "superior": 200,
    "address": 250,
    "email": 100,
    "phone": 50,
    "fax": 50,
    "website": 100,
}
ORGAN_FIELDS = {
    "name": "OrganName", "superior": "OrganizationInCharge", "address": "OrganAdd", "email": "Email",
    "phone": "Telephone", "fax": "Fax", "website": "Website",
}  # fmt: skip
STAFF_LENGTHS = {"department": 200, "name": 50, "email": 100, "mobile": 50}
LENGTHS: Mapping[str, tuple[str, int]] = {
    "document_id": ("DocumentId", 100),
    "number": ("Code.CodeNumber", NUMBER),
    "notation": ("Code.CodeNotation", 30),
    "place": ("PromulgationInfo.Place", 150),
    "type_name": ("DocumentType.TypeName", 100),
    "subject": ("Subject", 500),
    "content": ("Content", 500),
    "competence": ("SignerInfo.Competence", 100),
    "position": ("SignerInfo.Position", 100),
    "signer": ("SignerInfo.FullName", 50),
    "sphere": ("OtherInfo.SphereOfPromulgation", 100),
    "typist": ("OtherInfo.TyperNotation", 20),
    "reason": ("Bussiness.BussinessDocReason", 500),
}
REQUIRED = ("document_id", "number", "notation", "subject", "type_name")
PRIORITIES = {"0", "1", "2", "3"}


class EdxmlRefused(ValueError):
    """A message that is not written, or that cannot be read; `problems` names each field."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def problems_of(message: Message) -> list[str]:
    """Each rule that the message breaks."""
    if isinstance(message, DocumentMessage):
        return [*_of_document(message), *_of_business(message), *_of_files(message)]
    found = [*_of_organ("From", message.sender), *_of_reference("ResponseFor", message.about)]
    found += [*_of_staff(message.staff), *_long("Description", message.description, 500)]
    return found if message.at else [*found, "N.Timestamp"]


def _of_document(message: DocumentMessage) -> Iterator[str]:
    yield from _of_organ("From", message.sender)
    if not message.receivers:
        yield "N.To"
    codes = [one.code for one in message.receivers]
    if len(set(codes)) != len(codes):
        yield "M.To.OrganId"
    for one in message.receivers:
        yield from _of_organ("To", one)
    for name, (path, most) in LENGTHS.items():
        text = getattr(message, name)
        if name in REQUIRED and not text.strip():
            yield f"N.{path}"
        yield from _long(path, text, most)
    if message.issued_on is None:
        yield "N.PromulgationInfo.PromulgationDate"
    for path, good in (
        ("OtherInfo.Priority", message.priority in PRIORITIES),
        ("SteeringType", message.steering in {"0", "1"}),
        ("OtherInfo.PromulgationAmount", 0 <= message.copies <= 999),
        ("OtherInfo.PageAmount", 0 <= message.pages <= 999),
        ("ToPlaces", sum(map(len, message.places)) <= SUM_OF_PLACES),
    ):
        if not good:
            yield f"R.{path}"
    for text in message.appendices:
        yield from _long("OtherInfo.Appendixes.Appendix", text, 250)
    for task in message.tasks:
        yield from _long("ResponseForTask.TaskCode", task, 100)
    for about in message.answers:
        yield from _of_reference("ResponseFor", about)
    yield from _of_staff(message.staff)


def _of_business(message: DocumentMessage) -> Iterator[str]:
    """A recall names what it recalls, a replacement what it replaces, an update what it changes."""
    if message.business == Business.RECALL and not message.answers:
        yield "N.ResponseFor"
    if message.business == Business.REPLACE and not message.replacements:
        yield "N.Bussiness.ReplacementInfoList"
    if message.business == Business.UPDATE and message.changes is None:
        yield "N.Bussiness.BussinessDocumentInfo"
    for one in message.replacements:
        yield from _long("ReplacementInfo.DocumentId", one.document_id, 100)
        if not one.document_id.strip():
            yield "N.ReplacementInfo.DocumentId"


def _of_files(message: DocumentMessage) -> Iterator[str]:
    if len(message.attachments) > MOST_FILES:
        yield "R.AttachmentEncoded"
    for one in message.attachments:
        if not one.name.strip():
            yield "N.AttachmentName"
        yield from _long("AttachmentName", one.name, 200)
        yield from _long("Attachment.Description", one.description, 500)
    if sum(len(one.content) for one in message.attachments) > FILE_BYTES:
        yield "R.Attachment.ContentTransferEncoded"


def _of_organ(path: str, organ: Organ) -> Iterator[str]:
    if not organ.code.strip():
        yield f"N.{path}.OrganId"
    elif not ORGAN.fullmatch(organ.code):
        yield f"M.{path}.OrganId"
    if not organ.name.strip():
        yield f"N.{path}.OrganName"
    for name, most in ORGAN_LENGTHS.items():
        yield from _long(f"{path}.{ORGAN_FIELDS[name]}", getattr(organ, name), most)


def _of_reference(path: str, about: Reference) -> Iterator[str]:
    if not about.document_id.strip() and not about.code.strip():
        yield f"N.{path}.DocumentId"
    yield from _long(f"{path}.DocumentId", about.document_id, 100)
    yield from _long(f"{path}.Code", about.code, 60)
    if about.organ and not ORGAN.fullmatch(about.organ):
        yield f"M.{path}.OrganId"


def _of_staff(staff: Staff) -> Iterator[str]:
    for name, most in STAFF_LENGTHS.items():
        yield from _long(f"StaffInfo.{name.title()}", getattr(staff, name), most)


def _long(path: str, text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"R.{path}"
