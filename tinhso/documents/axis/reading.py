"""What a message of the axis says, as a letter of ours: read leniently, for a paper is not turned away for a remark too long."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.documents.axis.message import PRIORITIES
from tinhso.documents.incoming.actions.receive_document import CameFile
from tinhso.documents.incoming.letter import LONGEST, ArrivingLetter
from tinhso.documents.layout.document_types import every_type
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import DOCUMENTS, Kind, UploadRules, claim_files, store_upload
from tinhso.lib.edxml.limits import FILE_BYTES
from tinhso.lib.edxml.messages import Attachment, DocumentMessage
from tinhso.lib.language.vietnamese import fold

RULES = UploadRules(DOCUMENTS | {Kind.ZIP, Kind.TXT, Kind.CSV}, FILE_BYTES)
URGENCIES = {number: word for word, number in PRIORITIES.items()}


def letter_of(message: DocumentMessage) -> ArrivingLetter:
    """Fields that are too long are cut; what identifies the paper is not, and is refused where no register can hold it."""
    sender = message.sender
    return ArrivingLetter(
        issuer_name=_cut("issuer_name", sender.name or sender.code),
        issuer_ident=sender.code,
        subject=_cut("subject", message.subject or message.content),
        document_ident=message.document_id,
        number=message.number,
        notation=message.notation,
        dated=message.issued_on,
        type_code=_type_code(message.type_name),
        type_name=_cut("type_name", message.type_name),
        signer=_cut("signer", message.signer),
        urgency=URGENCIES.get(message.priority, ""),
        pages=message.pages if 1 <= message.pages <= 32_000 else None,
        answer_by=message.due_on,
        content=" ".join([message.content, *message.places, *message.appendices]),
    )


def _cut(name: str, text: str) -> str:
    most = LONGEST[name] or len(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _type_code(name: str) -> str:
    """ "" where the sender's word is none of the decree's."""
    plain = fold(name)
    return next((one.code for one in every_type() if fold(one.name) == plain), "")


def came_files(attachments: Sequence[Attachment], letter: ArrivingLetter, now: datetime) -> list[CameFile]:
    """The files, stored and claimed in the transaction of the deed. Nothing of a paper with a mark reaches the store.

    SecretDocument, FileRefused.
    """
    named = [(one.name.strip() or f"tep-{n}", one) for n, one in enumerate(attachments, 1)]
    check_not_secret(
        NONE, [*letter.every_text, *(word for name, one in named for word in (name, one.description))]
    )
    stored = [
        store_upload(
            SimpleUploadedFile(name, one.content, content_type=one.content_type),
            by=SYSTEM,
            now=now,
            rules=RULES,
        )
        for name, one in named
    ]
    claimed = claim_files([one.pk for one in stored], by=SYSTEM, now=now)
    return [CameFile(file, one.description[:200]) for file, (_, one) in zip(claimed, named, strict=True)]
