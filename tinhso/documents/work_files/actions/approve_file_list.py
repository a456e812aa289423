from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.documents.models import FileList, WorkFile
from tinhso.documents.work_files.events import FileListApproved
from tinhso.documents.work_files.permissions import check_can_lead_files
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def approve_file_list(*, agency: Agency, year: int, by: Actor, now: datetime) -> FileList:
    """A head approves the agency's list of files of a year; what is planned afterwards stands in it as an addition.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_lead_files(agency.pk, by)
    lines = WorkFile.objects.filter(agency=agency, year=year).count()
    if not lines:
        raise EntryRefused("", f"Danh mục năm {year} chưa có hồ sơ nào.")
    try:
        with transaction.atomic():
            made = FileList.objects.create(
                agency=agency, year=year, approved_by_id=by.user_id or 0, approved_at=now
            )
    except IntegrityError as error:
        raise EntryRefused("", f"Danh mục năm {year} đã được ban hành.") from error
    record(FileListApproved(agency_id=agency.pk, year=year, lines=lines), by=by, at=now)
    return made
