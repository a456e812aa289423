from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import (
    MEGABYTE,
    FileRefused,
    Kind,
    Limit,
    Reason,
    UploadRules,
    store_upload,
)
from tinhso.kernel.papers.public import ScanUnreadable, one_pdf
from tinhso.lib.files.kinds import KindRefused, check_kind
from tinhso.lib.files.names import clean_name
from tinhso.onestop.dossier.actions.attach_file import MOST_FILES, attach_file
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.models import Attachment, Dossier

SCANS = frozenset({Kind.PDF, Kind.JPG, Kind.PNG})
MOST_PAGES = 40  # files of one paper at one sending
MOST_BYTES = 20 * MEGABYTE  # of the whole copy; one file has the limit of every upload


@transaction.atomic
def attach_scan(
    *, dossier: Dossier, paper: str, pages: Sequence[UploadedFile], by: Actor, now: datetime
) -> Attachment:
    """Số hoá: what the desk scanned for one paper, pictures and PDFs in their order, as one PDF; nobody has signed it yet.

    Raises: NotYourTurn unless by the receiving desk, FileRefused in words, and what attach_file raises.
    """
    check_is_at_desk(dossier, by)
    whole = UploadRules(SCANS, MOST_BYTES, f"dossier:{dossier.pk}", MOST_FILES)
    name = f"{clean_name(pages[0].name or paper).rpartition('.')[0] or paper}.pdf"
    file = store_upload(
        SimpleUploadedFile(name, joined(pages), "application/pdf"), by=by, now=now, rules=whole
    )
    attachment = attach_file(dossier=dossier, paper=paper, file=file, by=by, now=now)
    attachment.scanned_by_id = by.user_id
    attachment.save(update_fields=["scanned_by"])
    return attachment


def joined(pages: Sequence[UploadedFile]) -> bytes:
    """The pages as one PDF. Raises: FileRefused names the first that cannot be taken."""
    rules = UploadRules(SCANS, max_files=MOST_PAGES)
    if len(pages) > MOST_PAGES:
        raise FileRefused(Limit.TOO_MANY, clean_name(pages[MOST_PAGES].name or ""), rules)
    read = [page_of(page, rules) for page in pages]
    try:
        return one_pdf(read)
    except ScanUnreadable as error:
        raise FileRefused(Reason.BROKEN, clean_name(pages[0].name or ""), rules) from error


def page_of(page: UploadedFile, rules: UploadRules) -> tuple[Kind, bytes]:
    name = clean_name(page.name or "")
    if (page.size or 0) > rules.max_size:
        raise FileRefused(Limit.TOO_BIG, name, rules)
    try:
        kind = check_kind(page, name=name, declared=page.content_type or "", allow=SCANS)  # type: ignore[arg-type]
    except KindRefused as refused:
        raise FileRefused(refused.reason, name, rules) from refused
    page.seek(0)
    return kind, page.read()
