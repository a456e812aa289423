from datetime import datetime

from django.db import transaction

from tinhso.documents.archiving.events import ArchivePackageAsked
from tinhso.documents.archiving.permissions import check_can_take_package
from tinhso.documents.archiving.readiness import check_ready, inside
from tinhso.documents.models import ArchivePackage, FileMove, WorkFile
from tinhso.documents.work_files.moving import held_row, note_move
from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

MOST_PACKAGES = 20
State = ArchivePackage.State


@transaction.atomic
def ask_package(*, file: WorkFile, by: Actor, now: datetime) -> ArchivePackage:
    """Ask for the package of a file that is kept for ever and lies in the agency's archive; a job builds it.

    Who asks while one is being built gets that one. Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_take_package(file, by, local(now).date())
    row = held_row(file, states=(WorkFile.State.ARCHIVED,))
    if row.keep_years is not None:
        raise EntryRefused("", "Chỉ hồ sơ bảo quản vĩnh viễn nộp vào lưu trữ lịch sử.")
    earlier = list(row.packages.all())
    if any(one.state == State.RECEIVED for one in earlier):
        raise EntryRefused("", "Lưu trữ lịch sử đã nhận hồ sơ này.")
    if waiting := next((one for one in earlier if one.state == State.ASKED), None):
        return waiting
    if len(earlier) >= MOST_PACKAGES:
        raise EntryRefused("", f"Một hồ sơ lập tối đa {MOST_PACKAGES} gói.")
    check_ready(inside(row))
    package = ArchivePackage.objects.create(
        work_file=row, number=len(earlier) + 1, state=State.ASKED, asked_by_id=by.user_id or 0, asked_at=now
    )
    note_move(row, FileMove.Kind.PACKED, by=by, now=now)
    event = ArchivePackageAsked(file_id=row.pk, agency_id=row.agency_id, package_id=package.pk)
    record(event, by=by, at=now)
    job("documents.build_package").defer(package_id=package.pk)
    return package
