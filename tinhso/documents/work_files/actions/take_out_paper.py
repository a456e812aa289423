from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileEntry
from tinhso.documents.work_files.events import PaperTakenOut
from tinhso.documents.work_files.filing import FILLING
from tinhso.documents.work_files.moving import asked_reason, held_row
from tinhso.documents.work_files.permissions import check_can_fill
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def take_out_paper(*, entry: FileEntry, reason: str, by: Actor, now: datetime) -> FileEntry:
    """Take a paper out of a file that is still being filled; its place and the reason stay.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_fill(entry.work_file, by, local(now).date())
    words = asked_reason(reason, "Ghi lý do đưa tài liệu ra khỏi hồ sơ.")
    held_row(entry.work_file, states=FILLING)
    row = FileEntry.objects.select_for_update().get(pk=entry.pk)
    if row.removed_at is not None:
        raise EntryRefused("", "Tài liệu này đã được đưa ra khỏi hồ sơ.")
    row.removed_at, row.removed_by_id, row.removal_reason = now, by.user_id, words
    row.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    case_id = row.outgoing_id or row.arriving_id
    record(PaperTakenOut(case_id=case_id, file_id=row.work_file_id, entry_id=row.pk), by=by, at=now)
    return row
