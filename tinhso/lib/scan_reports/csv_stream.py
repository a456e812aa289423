"""Tables as text from strangers: the line of headings is looked for, cells stay text whatever they begin with."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.tables.encodings import encoding_of

HEADING_WITHIN = 40
MOST_CELL = 1_000_000
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Row:
    """Cells by folded heading; `broken` where the line has more cells than headings have names."""

    cells: dict[str, str]
    broken: bool = False

    def get(self, *names: str) -> str:
        """The first of those cells that holds something."""
        return next((text for name in names if (text := self.cells.get(name, "").strip())), "")


def headings_of(source: Source) -> list[tuple[int, str, tuple[str, ...]]]:
    """Each of the first lines that could be one of headings: its number, delimiter and folded cells."""
    encoding = encoding_of(source.head)
    text = source.head.decode(encoding.codec, errors="replace")
    text = encoding.mend(text) if encoding.mend else text
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines()[:HEADING_WITHIN]):
        delimiter = max(DELIMITERS, key=line.count)
        if line.count(delimiter):
            cells = next(iter(csv.reader([line[:100_000]], delimiter=delimiter)), [])
            found.append((number, delimiter, tuple(fold(cell.replace("\x00", "")) for cell in cells)))
    return found


def rows(source: Source, number: int, delimiter: str, names: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows below the headings on line `number`, or all under `names`. Raises: ReportRefused."""
    encoding = encoding_of(source.head)
    csv.field_size_limit(MOST_CELL)
    with source.opened() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding.codec, errors="replace", newline="")
        lines = map(encoding.mend, text) if encoding.mend else iter(text)
        for _ in range(number):
            next(lines, None)
        reader = csv.reader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
        try:
            headings = list(names) or [fold(cell.lstrip("\ufeff")) for cell in next(reader, [])]
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield Row(dict(zip(headings, cells, strict=False)), len(cells) > len(headings) + 1)
        except csv.Error as error:
            raise ReportRefused(
                f"Bảng CSV hỏng gần dòng {reader.line_num}: một ô quá dài hoặc dấu nháy không khép."
            ) from error
