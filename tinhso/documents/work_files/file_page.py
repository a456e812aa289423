"""What the pages of files show: the list of files (V.6), the list of papers in one (V.5), its facts and its deeds."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import WorkFile
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.register_page import table_pdf
from tinhso.documents.work_files.contents import Line
from tinhso.documents.work_files.due import end_of_term, state_filter
from tinhso.documents.work_files.permissions import can_fill, can_lead_files, can_receive_file
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import local, vn_date, vn_datetime
from tinhso.lib.language.vietnamese import fold

State = WorkFile.State
LIST_WIDTHS = (1.6, 4.6, 1.5, 1.9, 1.4, 0.9, 0.9, 1.4)
PAPER_WIDTHS = (0.6, 1.2, 6.4, 0.8, 1.8, 1.6)
TONES = {State.ARCHIVED: "ok", State.OFFERED: "soon"}


def narrowed(
    rows: "QuerySet[WorkFile]", *, year: int, words: str, asked: str, day: date
) -> "QuerySet[WorkFile]":
    """The files of a year, in the state that is asked for, that hold every word; with their papers and pages counted."""
    rows = rows.filter(year=year)
    if (chosen := state_filter(asked, day)) is not None:
        rows = rows.filter(chosen)
    for word in fold(words).split()[:10]:
        rows = rows.filter(folded__contains=word)
    inside = Q(entries__removed_at__isnull=True)
    totals = rows.annotate(
        papers=Count("entries", filter=inside), pages_inside=Sum("entries__pages", filter=inside)
    )
    return totals.whole().order_by("code")  # type: ignore[attr-defined]


def files_table(files: Sequence[WorkFile], day: date, *, linked: bool = True) -> Table:
    head = [
        _("Số, ký hiệu"),
        _("Tiêu đề hồ sơ"),
        _("Thời hạn bảo quản"),
        _("Người lập"),
        _("Trạng thái"),
        _("Tài liệu"),
        _("Trang"),
        _("Hạn nộp lưu"),
    ]
    rows: list[list[Cell | str]] = [
        [
            one.code,
            Cell(one.title, url=reverse("work_file", args=[one.pk]) if linked else "", small=one.heading),
            term_words(one),
            one.holder.full_name,
            state_cell(one, day),
            str(getattr(one, "papers", 0)),
            str(getattr(one, "pages_inside", None) or "–"),
            vn_date(one.due_on) or "–",
        ]
        for one in files
    ]
    numbers = {5, 6}
    return Table(_("Danh mục hồ sơ"), [Column(label, n in numbers) for n, label in enumerate(head)], rows)


def term_words(file: WorkFile) -> str:
    return _("%(n)d năm") % {"n": file.keep_years} if file.keep_years else _("Vĩnh viễn")


def state_cell(file: WorkFile, day: date) -> Cell:
    if file.hold_reason:
        return Cell(_("Giữ nguyên trạng"), tone="bronze")
    if file.state == State.CLOSED and file.due_on and file.due_on < day:
        return Cell(_("Quá hạn nộp lưu"), tone="late")
    return Cell(State(file.state).label, tone=TONES.get(State(file.state), ""))  # type: ignore[arg-type]


def papers_table(lines: Sequence[Line], *, linked: bool = True) -> Table:
    """In the order of their places; what was taken out says so."""
    head = [_("Thứ tự"), _("Ngày"), _("Tài liệu"), _("Trang"), _("Người đưa vào"), _("Ghi chú")]
    rows: list[list[Cell | str]] = [
        [
            str(line.entry.position),
            vn_date(line.entry.dated),
            Cell(line.entry.title, url=_url(line) if linked else ""),
            str(line.entry.pages or "–"),
            line.entry.by.full_name,
            _remark(line),
        ]
        for line in lines
    ]
    return Table(
        _("Mục lục văn bản, tài liệu"), [Column(label, n == 3) for n, label in enumerate(head)], rows
    )


def _url(line: Line) -> str:
    entry = line.entry
    if not line.opens or entry.removed_at is not None:
        return ""
    if entry.outgoing is not None:
        return reverse("outgoing_document", args=[entry.outgoing.case.code])
    if entry.arriving is not None:
        return reverse("arriving_document", args=[entry.arriving.case.code])
    return reverse("work_file_material", args=[entry.work_file_id, entry.pk])


def _remark(line: Line) -> str:
    if line.entry.removed_at is not None:
        return _("Đã đưa ra: %(reason)s") % {"reason": line.entry.removal_reason}
    return "–"


def listing_pdf(file: WorkFile, lines: Sequence[Line], *, now: datetime) -> bytes:
    """The list of papers on A4 across, under the agency's head."""
    return table_pdf(
        papers_table(lines, linked=False),
        file.agency,
        title=_("Mục lục văn bản, tài liệu"),
        subject=f"{file.full_code}. {file.title}",
        widths=PAPER_WIDTHS,
        place=place_name(file.agency, local(now).date()),
        now=now,
    )


def list_pdf(files: Sequence[WorkFile], agency: Agency, year: int, *, now: datetime) -> bytes:
    """The year's list of files, as the decree's annex V sets it out."""
    day = local(now).date()
    return table_pdf(
        files_table(files, day, linked=False),
        agency,
        title=_("Danh mục hồ sơ"),
        subject=_("Năm %(year)s") % {"year": year},
        widths=LIST_WIDTHS,
        place=place_name(agency, day),
        now=now,
    )


def facts_of(file: WorkFile, lines: Sequence[Line]) -> list[Fact]:
    inside = [one.entry for one in lines if one.entry.removed_at is None]
    found = [
        (_("Mã hồ sơ"), file.full_code),
        (_("Đề mục"), file.heading),
        (_("Người lập hồ sơ"), f"{file.holder.full_name}, {file.unit.name}"),
        (_("Thời hạn bảo quản"), f"{term_words(file)} ({file.keep_source})"),
        (_("Số tài liệu"), str(len(inside))),
        (_("Số trang"), str(sum(one.pages or 0 for one in inside) or "")),
        (_("Ngày kết thúc công việc"), vn_date(file.closed_on)),
        (_("Hạn nộp lưu trữ cơ quan"), vn_date(file.due_on)),
        (_("Bảo quản đến"), vn_date(end_of_term(file))),
        (_("Lưu trữ nhận"), _received(file)),
        (_("Nơi để bản giấy"), file.place),
        (_("Giữ nguyên trạng vì"), file.hold_reason),
    ]
    return [Fact(label, value) for label, value in found if value]


def _received(file: WorkFile) -> str:
    if file.archived_by is None:
        return ""
    return f"{file.archived_by.full_name}, {vn_datetime(file.archived_at)}"


def moves_table(file: WorkFile) -> Table:
    """What was done to the file as a whole, oldest first. One query."""
    rows: list[list[Cell | str]] = [
        [Cell(one.get_kind_display(), small=one.reason), vn_datetime(one.at), one.by.full_name]
        for one in file.moves.select_related("by")
    ]
    labels = (_("Việc"), _("Lúc"), _("Người làm"))
    return Table(_("Quá trình của hồ sơ"), [Column(label) for label in labels], rows)


def open_deeds(file: WorkFile, by: Actor, on: date) -> list[str]:
    """The deeds that this officer may do now, by the names of their addresses."""
    fills, leads = can_fill(file, by, on), can_lead_files(file.agency_id, by)
    if file.hold_reason:
        return ["thoi-giu"] if leads else []
    found: list[str] = []
    if fills and file.takes_papers:
        found += ["them-tai-lieu", "ket-thuc"]
    if fills and file.state == State.CLOSED:
        found.append("nop-luu")
    if file.state == State.OFFERED and can_receive_file(file, by):
        found += ["nhan", "tra-lai"]
    if leads and file.state == State.CLOSED:
        found.append("mo-lai")
    if leads and file.state != State.ARCHIVED:
        found.append("doi-nguoi")
    if leads:
        found.append("giu")
    return found
