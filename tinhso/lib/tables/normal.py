"""Writes the records of an unruly file as a plain CSV with their line numbers, and lists every one that is no row."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TextIO

from tinhso.lib.tables.heading import numbers_columns, tidy
from tinhso.lib.tables.plan import Plan, is_row
from tinhso.lib.tables.rows import Record

LONGEST_QUOTE = 300
NORMAL = "normal.csv"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Rejects:
    """The account of what was not understood, written as CSV: line, reason, the beginning of the text."""

    stream: TextIO
    count: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def say(self, line: int, reason: str, text: str) -> None:
        csv.writer(self.stream).writerow([line, reason, text[:LONGEST_QUOTE]])
        self.count += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1


def rejects_of(folder: Path, most: int) -> list[tuple[int, str, str]]:
    """The first `most` lines that were not understood: line, reason, text."""
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as stream:
        return [(int(line), reason, text) for line, reason, text in islice(csv.reader(stream), most)]


def rejects_csv(path: Path) -> Iterator[str]:
    """`rejects.csv` for a spreadsheet: with a mark, a heading, and no text that would run as a formula."""
    yield "\ufeffdòng,lý do,nội dung\n"
    with path.open(encoding="utf-8", newline="") as stream:
        for line, reason, text in csv.reader(stream):
            out = StringIO()
            csv.writer(out).writerow([line, reason, f"'{text}" if text.startswith(FORMULAS) else text])
            yield out.getvalue()


def write_normal(found: Iterable[Record], plan: Plan, target: Path, rejects: Rejects) -> int:
    """Write the rows of the table to `target`; return how many there are."""
    written, heading = 0, list(plan.shape.heading)
    with target.open("w", encoding="utf-8", newline="") as stream:
        # Every cell in quotes: a carriage return in a bare one would be taken for the end of the row.
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for record in found:
            cells = _fitted(record, plan, heading, rejects)
            if cells is not None:
                writer.writerow([record.line, *cells])
                written += 1
    return written


def _fitted(record: Record, plan: Plan, heading: list[str], rejects: Rejects) -> list[str] | None:
    """The cells of a row of the table, or None; what was changed or left out is in `rejects`."""
    cells, width = record.cells, plan.shape.width
    text = (plan.dialect.delimiter or ",").join(cells)
    if not any(cell.strip() for cell in cells):
        return None
    if plan.skips(record.line):
        rejects.say(record.line, "bỏ theo lời người gửi", text)
        return None
    if record.line < plan.shape.first:
        rejects.say(record.line, "đứng trước bảng", text)
        return None
    stripped = [cell.strip() for cell in cells]
    if heading and record.line < plan.shape.body:
        if record.line > plan.shape.first and numbers_columns(stripped):
            rejects.say(record.line, "dòng đánh số cột", text)
        elif record.oddity:
            rejects.say(record.line, record.oddity, text)
        return None
    if heading and [tidy(cell) for cell in cells] == heading:
        rejects.say(record.line, "lặp lại dòng tiêu đề", text)
        return None
    if len(cells) > width and not any(stripped[width:]):
        cells = cells[:width]
    if len(cells) < width and is_row(len(cells), width):
        rejects.say(record.line, f"thiếu {width - len(cells)} ô cuối, coi là trống", text)
        cells = cells + [""] * (width - len(cells))
    if len(cells) != width:
        rejects.say(record.line, f"có {len(cells)} ô, bảng có {width} cột", text)
        return None
    if record.oddity:
        rejects.say(record.line, record.oddity, text)
    if "\ufffd" in text:
        rejects.say(record.line, "có ký tự không đọc được", text)
    return cells
