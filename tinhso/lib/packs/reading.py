"""Reading one table of a pack: its lines with the right cells, and what is wrong with the others, each with its place."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tinhso.lib.bilingual import Bilingual, say
from tinhso.lib.packs.cells import shortened
from tinhso.lib.packs.columns import PackFile

MOST_BYTES, MOST_LINES = 50_000_000, 200_000
"""Of one file."""
OTHER_FORMATS = {
    b"PK\x03\x04": "XLSX, ODS",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
NEVER_EMPTY = ("units.csv", "agencies.csv")
SEPARATORS = (";", "\t", "|")
CSV_ERRORS = {
    "field larger": Bilingual(
        "có ô dài hơn 131.072 ký tự, hoặc dấu ngoặc kép mở mà không đóng",
        "has a cell of more than 131,072 characters, or a quotation mark that is never closed",
    ),
    "unexpected end of data": Bilingual(
        "dấu ngoặc kép mở mà không đóng", "a quotation mark is opened and never closed"
    ),
    "expected after": Bilingual(
        "sau dấu ngoặc kép đóng phải là dấu phẩy; dấu ngoặc kép trong ô viết hai lần",
        "a comma must follow a closing quotation mark; one within a cell is written twice",
    ),
}
"""By a part of what the reader of Python says."""


@dataclass(frozen=True, order=True)
class PackFault:
    """`line` counts the lines of the file from one; 0 where the whole file is meant. `column` is empty where the whole line is."""

    file: str
    line: int
    column: str
    words: Bilingual

    def __str__(self) -> str:
        return self._placed("dòng", "cột", str(self.words))

    def spoken(self) -> str:
        """As whoever is at the keyboard reads it."""
        return say(str(self), self._placed("line", "column", self.words.english))

    def _placed(self, line: str, column: str, words: str) -> str:
        place = f"{self.file}, {line} {self.line}" if self.line else self.file
        return f"{place}, {column} {self.column}: {words}" if self.column else f"{place}: {words}"


@dataclass(frozen=True)
class PackLine:
    number: int
    cells: dict[str, str]


class Table:
    """One file: `lines` that have the right cells, `faults` of the others; not `whole` where some could not be read at all."""

    def __init__(self, path: Path, file: PackFile) -> None:
        self.file, self.lines, self.faults, self.whole = file, list[PackLine](), list[PackFault](), True
        self.heading: list[str] = []
        if not path.is_file():
            if file.required or path.exists() or path.is_symlink():
                self._broken(0, *_missing(path))
            return
        if path.stat().st_size > MOST_BYTES:
            size = MOST_BYTES // 1_000_000
            self._broken(0, f"lớn hơn {size} MB", f"is larger than {size} MB")
            return
        if (text := self._text(path.read_bytes())) is not None:
            self._read(text)

    def _broken(self, line: int, vietnamese: str, english: str, column: str = "") -> None:
        """A fault after which nothing more is known of the file."""
        self.whole = False
        self.faults.append(PackFault(self.file.name, line, column, Bilingual(vietnamese, english)))

    def _fault(self, line: int, vietnamese: str, english: str, column: str = "") -> None:
        self.faults.append(PackFault(self.file.name, line, column, Bilingual(vietnamese, english)))

    def _text(self, content: bytes) -> str | None:
        for begin, name in OTHER_FORMATS.items():
            if content.startswith(begin):
                self._broken(1, f"là {name}: lưu lại dạng “CSV UTF-8”", f"is {name}: save it as “CSV UTF-8”")
                return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = content[: error.start]
            names = next(csv.reader([content.decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")]))
            begun = before.rpartition(b"\n")[2].decode("utf-8", "replace")
            column = _column_at(begun, names) if b"\n" in before else ""
            self._broken(before.count(b"\n") + 1, "không phải UTF-8", "is no UTF-8", column)
            return None

    def _read(self, text: str) -> None:
        if not text.strip():
            self._broken(0, "tệp trống, cần dòng tên các cột", "is empty, needs a line of column names")
            return
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        begins = 1
        try:
            if not self._take_heading(next(reader)):
                return
            begins = reader.line_num + 1
            for count, row in enumerate(reader):
                if count >= MOST_LINES:
                    self._broken(begins, f"nhiều hơn {MOST_LINES} dòng", f"more than {MOST_LINES} lines")
                    return
                self._take(begins, row)
                begins = reader.line_num + 1
            if self.file.name in NEVER_EMPTY and not self.lines and self.whole and not self.faults:
                self._broken(0, "không có dòng nào dưới tên các cột", "has no line below its column names")
        except csv.Error as error:
            words = next((one for part, one in CSV_ERRORS.items() if part in str(error)), None)
            unknown = Bilingual(f"không đọc được CSV ({error})", f"cannot be read as CSV ({error})")
            column = _open_quote(text, begins, self.heading) if "end of data" in str(error) else ""
            self._broken(begins, words or unknown, (words or unknown).english, column)

    def _take_heading(self, heading: list[str]) -> bool:
        """Whether the columns are there; what is wrong with them is a fault."""
        self.heading = heading
        names = [one.name for one in self.file.columns]
        missing, other = [n for n in names if n not in heading], [h for h in heading if h not in names]
        for name in other if len(missing) < len(names) else ():
            self._fault(
                1, "chương trình không đọc cột này", "the program does not read this column", shortened(name)
            )
        if len(missing) == len(names):
            self._broken(1, *_no_heading(heading))
        elif missing:
            self._broken(1, f"thiếu cột {', '.join(missing)}", f"lacks the columns {', '.join(missing)}")
        elif twice := next((one for one in names if heading.count(one) > 1), ""):
            self._broken(1, "có hai cột trùng tên", "two columns of this name", twice)
        return self.whole

    def _take(self, number: int, row: list[str]) -> None:
        wanted = len(self.heading)
        if not any(row):
            self._fault(number, "dòng trống, hãy xóa", "is an empty line, delete it")
        elif len(row) != wanted:
            self._fault(number, f"có {len(row)} ô, cần {wanted}", f"has {len(row)} cells, needs {wanted}")
        else:
            cells = dict(zip(self.heading, row, strict=True))
            found = ((one.name, one.fault(cells[one.name])) for one in self.file.columns)
            self.faults += [PackFault(self.file.name, number, name, words) for name, words in found if words]
            self.lines.append(PackLine(number, cells))


def _missing(path: Path) -> tuple[str, str]:
    if path.exists() or path.is_symlink():
        return "không phải tệp", "is no file"
    beside = sorted(one.name for one in path.parent.glob(f"{path.stem}.*"))
    if not beside:
        return "thiếu tệp này", "is missing"
    return (
        f"thiếu tệp này (có {beside[0]}: lưu lại dạng “CSV UTF-8”)",
        f"is missing ({beside[0]} is there: save it as “CSV UTF-8”)",
    )


def _no_heading(heading: list[str]) -> tuple[str, str]:
    """None of the columns is there: most likely no heading, or another sign between the columns."""
    sign = next((one for one in SEPARATORS if len(heading) == 1 and one in heading[0]), "")
    if sign:
        shown = "Tab" if sign == "\t" else f"“{sign}”"
        return f"ngăn cột bằng {shown}, cần dấu phẩy", f"has {shown} between its columns, needs commas"
    return "không phải dòng tên các cột", "is no line of column names"


def _open_quote(text: str, line: int, heading: list[str]) -> str:
    """The column whose quotation mark is open at the end of that line."""
    physical = re.split(r"\r\n|\r|\n", text)
    return _column_at(physical[line - 1], heading)


def _column_at(begun: str, heading: list[str]) -> str:
    """The column in which a line that is cut off here ends."""
    try:
        cells = next(csv.reader([begun]), [])
    except csv.Error:
        return ""
    return heading[len(cells) - 1] if 0 < len(cells) <= len(heading) else ""


def read_tables(folder: Path, files: tuple[PackFile, ...]) -> Iterator[Table]:
    for file in files:
        yield Table(folder / file.name, file)
