"""What a reader gets of a document of restricted circulation: its pages with the reader's name and the time on each.

The signatures are drawn and no longer checkable; the signed file itself is its clerk's, who registers, sends and files it.
"""

from datetime import datetime

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, may_open, read
from tinhso.kernel.papers.public import ScanUnreadable, flattened_pages, render
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Clerk
from tinhso.lib.dates import vn_datetime

PDF = "application/pdf"


def needs_mark(document: OutgoingDocument, by: Actor) -> bool:
    """Of restricted circulation, for everybody but the agency's clerk; a job that packs the file for the archive reads for nobody."""
    is_clerk = by.holds(Clerk) and by.agency_id == document.case.agency_id
    return document.is_restricted and not is_clerk and not by.system


def copy_for(
    file: StoredFile, document: OutgoingDocument | None, *, by: Actor, now: datetime
) -> bytes | None:
    """The pages of this file of the document with the reader's name. None where it is given as it is: no mark is needed, or it
    has no pages to mark (a table, a broken or locked file)."""
    if document is None or not needs_mark(document, by):
        return None
    if file.content_type != PDF or not may_open(file, by=by):
        return None
    try:
        return marked_copy(read(file), document, by=by, now=now)
    except ScanUnreadable:
        return None


def marked_copy(pdf: bytes, document: OutgoingDocument, *, by: Actor, now: datetime) -> bytes:
    """Two queries. Raises: ScanUnreadable."""
    reader = User.objects.values_list("full_name", flat=True).get(pk=by.user_id or 0)
    agency = Agency.objects.values_list("name", flat=True).get(pk=by.agency_id or 0)
    words = {
        "form": f"{document.get_circulation_display().upper()} – bản đọc của {reader}",
        "agency": agency,
        "time": vn_datetime(now),
    }
    return flattened_pages(pdf, mark=render("copy_mark", words, at=now), on_all=True)
