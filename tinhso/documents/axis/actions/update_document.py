from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message, reached_recipients
from tinhso.documents.axis.events import DocumentCorrected, DocumentUpdated
from tinhso.documents.axis.orders import carry_out, check_stands
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AttachedFile, AxisMessage, ChangeOrder, DocumentUpdate, OutgoingDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold

MOST_UPDATES = 200
MOST_FILES = 20


@dataclass(frozen=True)
class IssuedChange:
    """What the document shall say of itself from now on; `removed` are files that go along no longer, `file` one that comes."""

    subject: str
    urgency: str
    answer_by: date | None
    removed: Sequence[int] = ()
    file: StoredFile | None = None
    title: str = ""


@transaction.atomic
def update_document(
    *,
    order: ChangeOrder,
    letter: OutgoingDocument,
    change: IssuedChange,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> DocumentUpdate | None:
    """Đính chính: the clerk carries out the order by the official letter that corrects the document. What the document says of
    itself changes with it: subject, urgency, day of answer, accompanying files; the signed paper stays as it is, and whoever
    received it over the axis is told (edXML type 2). None where the letter alone corrects it. The same key is one update.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused, NotYourFile.
    """
    check_can_send(order.document, by, local(now).date())
    name = change.file.name if change.file else ""
    check_not_secret(NONE, [change.subject, change.title, name])
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=order.document_id)
    rows = DocumentUpdate.objects.filter(document=held)
    if known := rows.filter(client_key=client_key).first():
        return known
    check_stands(held)
    removed = list(AttachedFile.objects.filter(document=held, pk__in=change.removed, removed_at=None))
    changes = _check(held, change, removed, local(now).date())
    if rows.count() >= MOST_UPDATES:
        raise EntryRefused(
            "", f"Một văn bản đính chính tối đa {MOST_UPDATES} lần; ban hành văn bản thay thế."
        )
    carry_out(order, ChangeOrder.Kind.CORRECT, letter, by=by, now=now)
    record(DocumentCorrected(case_id=held.pk, letter_id=letter.pk), by=by, at=now)
    if not changes:
        return None
    made = _written(held, change, client_key, rows.count() + 1, order.reason, by=by, now=now)
    _files_changed(made, change, removed, by=by, now=now)
    recipients = reached_recipients(held)
    for one in recipients:
        put_message(one, AxisMessage.Kind.UPDATE, now=now, reason=made.reason, by=by)
    record(DocumentUpdated(case_id=held.pk, update_id=made.pk, recipients=len(recipients)), by=by, at=now)
    return made


def _check(
    document: OutgoingDocument, change: IssuedChange, removed: list[AttachedFile], today: date
) -> bool:
    """Whether anything changes of what the document says of itself. EntryRefused."""
    if not 1 <= len(change.subject.strip()) <= 500:
        raise EntryRefused("subject", "Ghi trích yếu, tối đa 500 ký tự.")
    if change.urgency not in OutgoingDocument.Urgency.values:
        raise EntryRefused("urgency", "Độ khẩn này không có.")
    if document.normative and change.subject.strip() != document.subject:
        raise EntryRefused("subject", "Văn bản quy phạm pháp luật chỉ đính chính, sửa đổi bằng văn bản khác.")
    new_day = change.answer_by is not None and change.answer_by != document.answer_by
    if new_day and change.answer_by is not None and change.answer_by < today:
        raise EntryRefused("answer_by", "Hạn trả lời mới không thể là ngày đã qua.")
    if change.file is not None and not 1 <= len(change.title.strip()) <= 200:
        raise EntryRefused("title", "Ghi tên tài liệu kèm theo, tối đa 200 ký tự.")
    if len(removed) != len(set(change.removed)):
        raise EntryRefused("removed", "Có tệp không còn đi kèm văn bản; tải lại trang.")
    along = AttachedFile.objects.filter(document=document, removed_at=None).count()
    if change.file is not None and along - len(removed) >= MOST_FILES:
        raise EntryRefused("file", f"Một văn bản kèm tối đa {MOST_FILES} tệp.")
    same = (change.subject.strip(), change.urgency, change.answer_by) == (
        document.subject, document.urgency, document.answer_by,
    )  # fmt: skip
    return bool(not same or removed or change.file is not None)


def _written(
    document: OutgoingDocument,
    change: IssuedChange,
    key: UUID,
    number: int,
    reason: str,
    *,
    by: Actor,
    now: datetime,
) -> DocumentUpdate:
    made = DocumentUpdate.objects.create(
        document=document,
        client_key=key,
        number=number,
        subject=change.subject.strip(),
        urgency=change.urgency,
        answer_by=change.answer_by,
        former_subject=document.subject,
        former_urgency=document.urgency,
        former_answer_by=document.answer_by,
        reason=reason,
        by_id=by.user_id or 0,
        at=now,
    )
    document.subject, document.urgency, document.answer_by = made.subject, made.urgency, made.answer_by
    document.folded = f"{document.folded} {fold(made.subject)}"
    document.save(update_fields=["subject", "urgency", "answer_by", "folded"])
    return made


def _files_changed(
    made: DocumentUpdate, change: IssuedChange, removed: list[AttachedFile], *, by: Actor, now: datetime
) -> None:
    for one in removed:
        one.removed_by_id, one.removed_at, one.removed_update = by.user_id, now, made
        one.save(update_fields=["removed_by", "removed_at", "removed_update"])
    if change.file is not None:
        (file,) = claim_files([change.file.pk], by=by, now=now)
        AttachedFile.objects.create(
            document_id=made.document_id, file=file, title=change.title.strip(), by_id=by.user_id or 0, at=now,
            update=made,
        )  # fmt: skip
