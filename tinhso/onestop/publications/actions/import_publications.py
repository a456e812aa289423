"""Takes a file of decisions of publication into the register: all of it, or nothing with every fault told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import read_when
from tinhso.lib.files import spreadsheets
from tinhso.lib.files.spreadsheets import Line
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import PublishedProcedure
from tinhso.onestop.publications.actions.enter_publication import BadPublication, enter_publication
from tinhso.onestop.publications.limits import MOST_BYTES, MOST_ROWS
from tinhso.onestop.publications.lines import PublishedLine

COLUMNS = {
    "number": "Số quyết định",
    "issued_on": "Ngày quyết định",
    "basis": "Văn bản làm căn cứ",
    "basis_from": "Ngày căn cứ có hiệu lực",
    "code": "Mã thủ tục",
    "change": "Thay đổi",
    "public_on": "Ngày công khai",
}


CHANGES = {label: value for value, label in PublishedProcedure.Change.choices}


class FaultyFile(ValueError):
    """Nothing was entered; `faults` are sentences with the number of the line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults[0])
        self.faults = faults


@dataclass(frozen=True)
class _Row:
    number: int
    head: tuple[str, date, str, date]
    line: PublishedLine


@transaction.atomic
def import_publications(*, content: bytes, agency: Agency, by: Actor, now: datetime) -> int:
    """How many decisions were entered. Raises: PermissionDenied, FileRefused, FaultyFile."""
    check_can_keep_catalogue(by)
    sheets = spreadsheets.read_sheets(content, most_bytes=MOST_BYTES)
    first = next(iter(sheets.values()), [])
    lines = spreadsheets.lines_of(first, COLUMNS, needed=tuple(COLUMNS)[:6], most_rows=MOST_ROWS)
    faults: list[str] = []
    rows = list(_rows(lines, faults))
    entered_count = 0
    for (number, issued, basis, force), group in groupby(
        sorted(rows, key=lambda row: row.head), key=lambda row: row.head
    ):
        group_rows = list(group)
        try:
            enter_publication(
                agency=agency,
                number=number,
                issued_on=issued,
                basis=basis,
                basis_from=force,
                lines=[row.line for row in group_rows],
                by=by,
                now=now,
            )
        except BadPublication as error:
            faults.append(f"Dòng {group_rows[0].number}: {error}")
        entered_count += 1
    if not rows and not faults:
        faults.append("Tệp không có dòng nào.")
    if faults:
        raise FaultyFile(faults)
    return entered_count


def _rows(lines: Sequence[Line], faults: list[str]) -> Iterator[_Row]:
    for line in lines:
        try:
            yield _row(line)
        except ValueError as error:
            faults.append(f"Dòng {line.number}: {error}")


def _row(line: Line) -> _Row:
    number, basis, code = line["number"], line["basis"], line["code"]
    if not number or not basis or not code:
        raise ValueError("thiếu số quyết định, căn cứ hoặc mã thủ tục.")
    if len(number) > 60 or len(basis) > 300:
        raise ValueError("số quyết định dài hơn 60 hoặc căn cứ dài hơn 300 ký tự.")
    if line["change"] not in CHANGES:
        raise ValueError(f"cột {COLUMNS['change']} là một trong: {', '.join(CHANGES)}.")
    head = (number, _day(line, "issued_on"), basis, _day(line, "basis_from"))
    shown = _day(line, "public_on") if line["public_on"] else None
    return _Row(line.number, head, PublishedLine(code, CHANGES[line["change"]], shown))


def _day(line: Line, key: str) -> date:
    try:
        return read_when(line[key])[0].date()
    except ValueError as error:
        raise ValueError(f"cột {COLUMNS[key]} không phải ngày (dd/mm/yyyy).") from error
