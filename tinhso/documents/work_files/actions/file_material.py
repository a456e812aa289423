from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import FileEntry, WorkFile
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.work_files.filing import put_in
from tinhso.documents.work_files.page_counts import pages_of_material
from tinhso.documents.work_files.permissions import check_can_fill
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def file_material(
    *, file: WorkFile, material: StoredFile, title: str, dated: date, by: Actor, now: datetime
) -> FileEntry:
    """Put other material into a file: minutes of a meeting, a picture, a table that no register numbers.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused, NotYourFile.
    """
    day = local(now).date()
    check_can_fill(file, by, day)
    check_not_secret(NONE, [title, material.name])
    if not title.strip():
        raise EntryRefused("title", "Ghi tên tài liệu.")
    if dated > day:
        raise EntryRefused("dated", "Ngày của tài liệu không thể ở sau hôm nay.")
    (claimed,) = claim_files([material.pk], by=by, now=now)
    return put_in(
        file,
        material=claimed,
        dated=dated,
        title=title.strip(),
        pages=pages_of_material(claimed),
        by=by,
        now=now,
    )
