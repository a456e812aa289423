from datetime import datetime
from typing import IO

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.work_files.contents import lines_of
from tinhso.documents.work_files.file_page import listing_pdf
from tinhso.documents.work_files.moving import note_move
from tinhso.documents.work_files.package import write_package
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local


@transaction.atomic
def export_file(*, file: WorkFile, out: IO[bytes], by: Actor, now: datetime) -> list[int]:
    """Write the whole file to `out` as one ZIP and note who took it out; the cases whose papers it holds.

    Raises: DocumentsForbidden, StoreAway.
    """
    day = local(now).date()
    if not WorkFile.objects.visible_to(by, on=day).filter(pk=file.pk).exists():
        raise DocumentsForbidden("Hồ sơ này không phải của ông/bà.")
    lines = lines_of(file, by, day)
    write_package(out, file, lines, listing_pdf(file, lines, now=now), by=by, now=now)
    note_move(file, FileMove.Kind.EXPORTED, by=by, now=now)
    cases = [one.entry.outgoing_id or one.entry.arriving_id for one in lines if one.opens]
    return [one for one in cases if one]
