from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import State
from tinhso.documents.incoming.actions.receive_document import MOST_FILES, CameFile
from tinhso.documents.incoming.answer_day import follow_answer_day
from tinhso.documents.incoming.destroying import check_no_hold
from tinhso.documents.incoming.events import ArrivingDocumentUpdated
from tinhso.documents.incoming.letter import ArrivingLetter, check_letter, number_key, words_to_find
from tinhso.documents.incoming.notices import notify_of_change
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.models import ArrivingDocument, ArrivingFile, ArrivingVersion, HandlingStatus
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

COLUMNS = ("issuer_name", "subject", "type_name", "signer", "urgency", "pages", "answer_by")
UPDATED, OVERTAKEN = "Đã cập nhật văn bản", "Đã có bản cập nhật sau; không thay đổi"


@dataclass(frozen=True)
class SentUpdate:
    """What the sender says that the document is now; `former` are the files that it carries no longer."""

    letter: ArrivingLetter
    origin_id: str
    reason: str
    sent_at: datetime
    files: Sequence[CameFile] = ()
    former: Sequence[ArrivingFile] = ()


@transaction.atomic
def apply_update(*, document: ArrivingDocument, update: SentUpdate, now: datetime) -> ArrivingVersion:
    """The sender's update is done to an arriving document: what stood there is kept as a version, who handles it and the sender
    are told, a new day of answer moves the clock. One that a newer has overtaken changes nothing; the same message is done once.

    Raises: EntryRefused.
    """
    row: ArrivingDocument = (
        ArrivingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    )
    rows = ArrivingVersion.objects.filter(document=row)
    if known := rows.filter(origin_id=update.origin_id).first():
        return known
    check_changeable(row)
    _check_same_paper(row, update.letter)
    check_letter(update.letter, arrived=local(row.received_at).date())
    if row.files.count() + len(update.files) > MOST_FILES:
        raise EntryRefused("", f"Mỗi văn bản tối đa {MOST_FILES} tệp, kể cả các bản trước.")
    newer = is_overtaken(row, update.sent_at)
    made = ArrivingVersion.objects.create(
        document=row,
        origin_id=update.origin_id,
        reason=update.reason[:500],
        changes={} if newer else _written(row, update),
        applied=not newer,
        sent_at=update.sent_at,
        at=now,
    )
    if not newer:
        _files_changed(made, update)
    if "answer_by" in made.changes:
        follow_answer_day(row, now=now)
    record(ArrivingDocumentUpdated(case_id=row.pk, version_id=made.pk), by=SYSTEM, at=now)
    note = OVERTAKEN if newer else UPDATED
    write_status(row, HandlingStatus.Code.AGREED, note=note, by=SYSTEM, now=now)
    if not newer:
        notify_of_change(row, "updated", now=now, mark=made.pk)
    return made


def is_overtaken(document: ArrivingDocument, sent_at: datetime) -> bool:
    """Whether an update that its sender wrote later is done already."""
    return document.versions.filter(applied=True, sent_at__gt=sent_at).exists()


def check_changeable(document: ArrivingDocument) -> None:
    """EntryRefused for what is not there any longer, was turned away, or lies in a file that an order holds as it is."""
    if document.destroyed_at is not None or document.frozen_at is not None:
        raise EntryRefused("", "Văn bản đã bị thu hồi hoặc lấy lại, không thay đổi nữa.")
    if document.case.state == State.REFUSED:
        raise EntryRefused("", "Cơ quan đã từ chối tiếp nhận văn bản này.")
    check_no_hold(document, "Văn bản nằm trong hồ sơ đang được giữ nguyên trạng, chưa thay đổi được.")


def _check_same_paper(document: ArrivingDocument, letter: ArrivingLetter) -> None:
    key = number_key(letter.number, letter.notation)
    if (key, letter.dated) != (document.number_key, document.dated):
        raise EntryRefused("", "Bản cập nhật ghi số, ký hiệu hoặc ngày khác với văn bản đã đến.")


def _written(document: ArrivingDocument, update: SentUpdate) -> dict[str, list[object]]:
    """What changed, column by column: what stood there and what stands now."""
    columns = update.letter.columns()
    changes: dict[str, list[object]] = {}
    for name in COLUMNS:
        was, now = getattr(document, name), columns[name]
        if was != now:
            changes[name] = [_stored(was), _stored(now)]
            setattr(document, name, now)
    document.type_code, document.issuer_key = str(columns["type_code"]), str(columns["issuer_key"])
    names = " ".join(f"{one.file.name} {one.description}" for one in update.files)
    words = words_to_find(document, f"{names} {update.letter.content}")
    document.folded = f"{document.folded} {words}"
    document.save(update_fields=[*COLUMNS, "type_code", "issuer_key", "folded"])
    return changes


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _files_changed(made: ArrivingVersion, update: SentUpdate) -> None:
    ArrivingFile.objects.filter(pk__in=[one.pk for one in update.former]).update(superseded=made)
    last = ArrivingFile.objects.filter(document=made.document_id).order_by("-position").first()
    begin = last.position if last else 0
    ArrivingFile.objects.bulk_create(
        ArrivingFile(
            document_id=made.document_id, file=one.file, position=n, description=one.description[:200],
            version=made,
        )
        for n, one in enumerate(update.files, begin + 1)
    )  # fmt: skip
