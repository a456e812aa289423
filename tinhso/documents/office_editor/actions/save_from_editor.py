from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.models import DraftLock, DraftVersion, EditorSave, OutgoingDocument
from tinhso.documents.office_editor.actions.drop_save import drop_save
from tinhso.documents.office_editor.actions.store_save import BETWEEN
from tinhso.documents.office_editor.locks import LIFE, held_document, matching_lock
from tinhso.documents.outgoing.actions.write_version import VersionChanged, write_version
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.docx_round import Returned, next_version, returned_and_its_version
from tinhso.documents.outgoing.docx_upload import check_docx, lines_of_docx
from tinhso.documents.outgoing.forms import DraftForm
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.text import Draft
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def save_from_editor(
    *, document: OutgoingDocument, lock: str, content: bytes, by: Actor, now: datetime
) -> DraftVersion:
    """What the office suite saved becomes the draft's next version, by the reading, the form and the deed of an uploaded DOCX;
    the same words again make none. Lines of the frame that were changed are no part of a draft: nothing is written then.

    Raises: FileRefused, SecretDocument, NotYourTurn, LockMismatch, LetterUnreadable, EntryRefused, VersionChanged.
    """
    check_docx(content, name=f"{document.case.code}.docx")
    check_not_secret(NONE, lines_of_docx(content))
    check_step(document, DRAFT, document.case.ver, by)
    held = matching_lock(held_document(document), lock, now)
    last = newest(document)
    found, began = _read(document, content, last, now)
    if last.number != held.version or not held.base <= began.number <= held.version:
        raise VersionChanged(document.pk)
    if found.left_out:
        raise EntryRefused("", _frame_changed(found.left_out))
    draft = _draft(document, found, last.number, now)
    made = write_version(
        document=document, ver=document.case.ver, was=last.number, draft=draft, by=by, now=now, lock=lock
    )
    DraftLock.objects.filter(pk=held.pk).update(version=made.number, expires_at=now + LIFE)
    _drop_between(document, by, now)
    return made


def _drop_between(document: OutgoingDocument, by: Actor, now: datetime) -> None:
    """What the suite saved by itself before stands in the version by now."""
    for one in EditorSave.objects.filter(document=document, by_id=by.user_id, reason=BETWEEN):
        drop_save(save=one, by=by, now=now)


def _read(
    document: OutgoingDocument, content: bytes, last: DraftVersion, now: datetime
) -> tuple[Returned, DraftVersion]:
    authority = expected_authority(document, now.date())
    try:
        return returned_and_its_version(content, document, last, authority, now=now)
    except LetterRefused as error:
        raise EntryRefused("", str(error)) from error


def _draft(document: OutgoingDocument, found: Returned, was: int, now: datetime) -> Draft:
    """The words within the limits of the form. EntryRefused."""
    day = now.date()
    form = DraftForm(
        next_version(document, found, was),
        kind=type_of(document.type_code, day),
        agency=document.case.agency,
        is_new=False,
        on=day,
    )
    if not form.is_valid():
        words = "; ".join(
            f"{form[name].label}: {' '.join(map(str, lines))}" for name, lines in form.errors.items()
        )
        raise EntryRefused("", words)
    return form.draft()


def _frame_changed(lines: tuple[str, ...]) -> str:
    shown = "; ".join(line[:120] for line in lines[:5])
    return _(
        "Tệp sửa cả khung do hệ thống đặt (quốc hiệu, số, ngày, người ký), phần đó không vào dự thảo: %(lines)s."
    ) % {"lines": shown}
