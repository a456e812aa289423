"""A copy as a paper: the pages of the document as they are seen, then the sheet that says what kind of copy it is."""

from datetime import date, datetime

from tinhso.documents.models import DocumentCopy
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.notations import agency_letters
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.papers.public import (
    Numbering,
    Paper,
    PaperKind,
    ScanUnreadable,
    create_paper,
    flattened_pages,
    pages_of,
    render,
)
from tinhso.kernel.people.public import SigningForm
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_date

PAPER_KIND = "document_copy"
MOST_PAGES, PDF = 500, "application/pdf"
UNREADABLE = "Tệp văn bản không đọc được, bị khóa, hoặc không có các trang này; không sao được."


def paper_kind() -> PaperKind:
    """One kind for all three, for their numbers run through."""
    return PaperKind(PAPER_KIND, "Bản sao văn bản", "copy", "SY", (Head,), Numbering.BY_CLERK, sealed=True)


def original_of(copy: DocumentCopy) -> StoredFile:
    """The file that is copied. EntryRefused where it is not here as a sound PDF."""
    if copy.outgoing is not None:
        paper = copy.outgoing.paper
        if paper is None or not paper.signatures.exists():
            raise EntryRefused("", "Tệp đã ký của văn bản không có ở hệ thống này; không sao được.")
        return paper.file
    assert copy.arriving_file is not None
    file: StoredFile = copy.arriving_file.file
    if file.content_type != PDF or file.state != StoredFile.State.CLEAN:
        raise EntryRefused("", "Chỉ sao tệp PDF đã được quét an toàn.")
    return file


def pages_to_copy(copy: DocumentCopy, *, now: datetime) -> bytes:
    """EntryRefused where the original cannot be read or lacks the pages."""
    mark = b""
    if copy.form == DocumentCopy.Form.ELECTRONIC:
        words = {
            "form": DocumentCopy.Kind(copy.kind).label,
            "agency": copy.agency.name,
            "time": local(now).isoformat(timespec="seconds"),
        }
        mark = render("copy_mark", words, at=now)
    try:
        found = flattened_pages(
            read(original_of(copy)), first=copy.first_page or 1, last=copy.last_page, mark=mark
        )
    except ScanUnreadable as error:
        raise EntryRefused("", UNREADABLE) from error
    if pages_of(found) > MOST_PAGES:
        raise EntryRefused("", f"Một bản sao tối đa {MOST_PAGES} trang.")
    return found


def source_words(copy: DocumentCopy) -> str:
    """Of which document, and which pages of it."""
    name, day = named(copy)
    of = f"Sao từ văn bản số {name}" if name else "Sao từ văn bản không số"
    when = f" ngày {vn_date(day)}" if day else ""
    pages = f", trang {copy.first_page} đến trang {copy.last_page}" if copy.first_page else ""
    return f"{of}{when}{pages}."


def named(copy: DocumentCopy) -> tuple[str, date | None]:
    """Number and day of the document that is copied."""
    if copy.outgoing is not None:
        number = copy.outgoing.number
        return (number.full_number, number.dated) if number else ("", None)
    assert copy.arriving_file is not None
    return copy.arriving_file.document.full_number, copy.arriving_file.document.dated


def draw_up(copy: DocumentCopy, authority: SigningForm, *, by: Actor, now: datetime) -> Paper:
    """The draft paper that the leader signs; the clerk numbers it later. EntryRefused."""
    data = {
        "form": DocumentCopy.Kind(copy.kind).label.upper(),
        "source": source_words(copy),
        "recipients": [*copy.receivers.splitlines(), "Lưu: VT"],
        "signer": authority.block,
    }
    return create_paper(
        kind=PAPER_KIND,
        subject=f"BS-{copy.agency_id}-{copy.pk}",
        agency=copy.agency,
        place=place_name(copy.agency, local(now).date()),
        notation=f"{copy.kind}-{agency_letters(copy.agency)}",
        data=data,
        body=pages_to_copy(copy, now=now),
        by=by,
        now=now,
        case_id=copy.case_id,
    )
