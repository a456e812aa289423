"""Form 06, Sổ theo dõi hồ sơ: one electronic book per agency, field and year, as page, PDF, XLSX and CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.db.models import Q, QuerySet

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import render
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.files.spreadsheets import guarded
from tinhso.onestop.dossier.slips import seat_head
from tinhso.onestop.dossier.unpaid import owed_amount, owed_words
from tinhso.onestop.models import Dossier

PAGE = 50
MOST_PRINTED = 500
MOST_IN_FILE = 5000
FIRST_YEAR = 2020
COLUMNS = [
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Tổ chức, cá nhân nộp hồ sơ",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày trả",
    "Phương thức nhận kết quả",
    "Ký nhận",
]


@dataclass(frozen=True)
class Chosen:
    """Which book: a field's code, "" for all of them; a year; a month, 0 for the whole year."""

    field: str
    year: int
    month: int = 0

    @property
    def span(self) -> tuple[datetime, datetime]:
        """[from, to) in Vietnamese time."""
        first, last = (self.month, self.month) if self.month else (1, 12)
        begin = datetime(self.year, first, 1, tzinfo=HANOI)
        end = datetime(self.year + last // 12, last % 12 + 1, 1, tzinfo=HANOI)
        return begin, end


def book_rows(by: Actor, chosen: Chosen) -> QuerySet[Dossier]:
    """The received dossiers of the officer's desk or agency that stand in that book, in the order of the receipt."""
    mine = Q(case__desk_id=by.agency_id or 0) | Q(case__agency_id=by.agency_id or 0)
    begin, end = chosen.span
    found = Dossier.objects.visible_to(by).filter(
        mine, case__accepted_at__gte=begin, case__accepted_at__lt=end
    )
    if chosen.field:
        found = found.filter(version__procedure__field__code=chosen.field)
    related = found.listed().select_related("case__agency", "hand_over").annotate(open_amount=owed_amount())
    return related.order_by("case__accepted_at", "pk")


def cells(dossier: Dossier, number: int) -> list[str]:
    """One line of the book, a text for each of COLUMNS; of a result that was handed over with its fee open it says so."""
    case = dossier.case
    handed = getattr(dossier, "hand_over", None)
    debt = owed_words(getattr(dossier, "open_amount", 0)) if case.settled_at else ""
    return [
        str(number),
        case.code,
        dossier.version.procedure.name,
        dossier.applicant_name,
        " · ".join(text for text in (dossier.address, dossier.phone) if text),
        case.agency.name,
        day(case.accepted_at),
        day(case.due_at),
        day(case.finished_at),
        handed.get_how_display() if handed else dossier.get_result_by_display(),
        " · ".join(filter(None, (handed.collected_by if handed else "", debt))),
    ]


def day(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%d/%m/%Y}" if at else ""


def all_cells(rows: Sequence[Dossier]) -> list[list[str]]:
    return [cells(dossier, number) for number, dossier in enumerate(rows, 1)]


def title(chosen: Chosen, field_name: str) -> str:
    months = f"tháng {chosen.month} năm" if chosen.month else "năm"
    return f"Lĩnh vực: {field_name or 'tất cả'} · {months} {chosen.year}"


def book_pdf(
    rows: Sequence[Dossier], chosen: Chosen, field_name: str, seat: Agency, *, now: datetime
) -> bytes:
    """The book as PDF, A4 across; at most MOST_PRINTED rows are given."""
    today: date = now.astimezone(HANOI).date()
    head = seat_head(seat, f"{chosen.field or '00'}/STD-{chosen.year}", today)
    data: dict[str, Any] = {"book": title(chosen, field_name), "columns": COLUMNS, "rows": all_cells(rows)}
    return render("book", head | data, at=now)


NOTE = "Ghi chú"  # of a file; the printed form has no such column


def book_csv(rows: Sequence[Dossier], note: str = "") -> bytes:
    """UTF-8 with the mark that Excel wants; cells that look like formulas are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, NOTE])
    writer.writerows([guarded(cell) for cell in (*line, note)] for line in all_cells(rows))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def book_xlsx(rows: Sequence[Dossier], note: str = "") -> bytes:
    """One sheet, every cell a text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sổ theo dõi hồ sơ")
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.freeze_panes(1, 2)
        bold = book.add_format({"bold": True, "text_wrap": True})
        for column, heading in enumerate([*COLUMNS, NOTE]):
            sheet.write_string(0, column, heading, bold)
        for number, line in enumerate(all_cells(rows), 1):
            for column, cell in enumerate([*line, note]):
                sheet.write_string(number, column, guarded(cell))
    return out.getvalue()
