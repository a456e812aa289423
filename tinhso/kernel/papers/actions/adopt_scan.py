from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import Kind, StoredFile, read, store_made
from tinhso.kernel.papers.events import PaperCreated
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.permissions import can_create, check
from tinhso.kernel.papers.scan_pdf import signable, stamp_spot
from tinhso.kernel.people.public import Agency

KIND = "scan_copy"


@transaction.atomic
def adopt_scan(
    *,
    file: StoredFile,
    subject: str,
    agency: Agency,
    place: str,
    by: Actor,
    now: datetime,
    case_id: int | None = None,
) -> Paper:
    """Make a stored PDF of scanned pages the draft of a digital copy that its officer signs; it bears no number.

    The file itself is the draft, unless it has to be written anew to be signed. Raises: PaperForbidden,
    ScanUnreadable.
    """
    check(can_create(agency.pk, by))
    content = read(file)
    pdf = signable(content)
    if pdf != content:
        file = store_made(pdf, name=file.name, kind=Kind.PDF, by=by, now=now)
    spot = stamp_spot(pdf)
    paper = Paper.objects.create(
        kind=KIND,
        subject=subject,
        case_id=case_id,
        agency=agency,
        place=place,
        notation="",
        file=file,
        draft=file,
        spots={spot.name: asdict(spot)},
        created_at=now,
    )
    record(
        PaperCreated(paper_id=paper.pk, kind=Code(KIND), agency_id=agency.pk, case_id=case_id), by=by, at=now
    )
    return paper
