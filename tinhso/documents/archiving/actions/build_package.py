from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from tinhso.documents.archiving.description import facts_of, parts_of
from tinhso.documents.archiving.events import ArchivePackageBuilt
from tinhso.documents.archiving.readiness import check_ready, inside
from tinhso.documents.models import ArchivePackage, WorkFile
from tinhso.documents.work_files.moving import held_row
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.archive.package import PackageBroken, PackedFile
from tinhso.lib.archive.write_package import write_package

BROKEN = "Tệp trong kho không còn như khi nhận: %s. Báo người quản trị hệ thống."


@transaction.atomic
def build_package(*, package: ArchivePackage, out: BinaryIO, now: datetime) -> ArchivePackage:
    """Write what was asked for into `out` and store it; what stands in the way meanwhile (held by order, a spoilt file)
    ends the package with its reason. A second run does nothing.

    Raises: StoreAway.
    """
    row = ArchivePackage.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=package.pk)
    if row.state != ArchivePackage.State.ASKED:
        return row
    try:
        file = held_row(row.work_file, states=(WorkFile.State.ARCHIVED,))
        entries = inside(file)
        check_ready(entries)
        written = write_package(out, facts_of(row), parts_of(row, entries, now))
    except EntryRefused as refused:
        row.state, row.problem = ArchivePackage.State.FAILED, str(refused)[:500]
    except PackageBroken as broken:
        row.state, row.problem = ArchivePackage.State.FAILED, (BROKEN % broken)[:500]
    else:
        row.state, row.built_at = ArchivePackage.State.BUILT, now
        row.contents = [_line(one) for one in written]
        row.file = store_made(out, name=f"{row.code}.zip", kind=Kind.ZIP, by=SYSTEM, now=now)
    row.save()
    event = ArchivePackageBuilt(
        file_id=row.work_file_id, package_id=row.pk, state=Code(row.state), files=len(row.contents)
    )
    record(event, by=SYSTEM, at=now)
    return row


def _line(one: PackedFile) -> dict[str, object]:
    return {
        "path": one.path,
        "title": one.title,
        "size": one.size,
        "sha256": one.sha256,
        "format": one.format.words,
        "lasting": one.format.lasting,
    }
