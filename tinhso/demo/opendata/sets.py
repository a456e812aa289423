"""The invented open datasets of the demo, read from `data/open_sets.csv`: one of each year that a line names."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from tinhso.demo.opendata.cells import Cell
from tinhso.demo.opendata.files import NOTICE, write_file
from tinhso.demo.opendata.places import Places
from tinhso.demo.opendata.rows import headings, rows, series_of
from tinhso.lib.language.vietnamese import fold

SOURCE = Path(__file__).parents[1] / "data" / "open_sets.csv"
USUAL_YEAR = 2023
YEAR = re.compile(r"(?: giai đoạn| năm học bắt đầu| tính đến năm| năm)? \{năm\}")
# Who has taken a department's duties over since the reform of 2025 (the demo of today).
SUCCESSORS = {
    "so-khdt": "so-tc",
    "so-nnptnt": "so-nnmt",
    "so-tnmt": "so-nnmt",
    "so-gtvt": "so-xd",
    "so-ldtbxh": "so-nv",
    "so-tttt": "so-khcn",
    "so-ngv": "van-phong-ubnd",
    "ban-dan-toc": "so-dttg",
}


@dataclass(frozen=True)
class OpenSet:
    """One invented dataset; `columns` are `heading=kind` parted by `|` (`cells.py`), `series` its title without the year."""

    title: str
    series: str
    theme: str
    agency: str
    basis: str
    year: int
    format: str
    months: int
    keywords: tuple[str, ...]
    columns: str

    @property
    def slug(self) -> str:
        return fold(self.title).replace(" ", "-")[:80].strip("-")

    @property
    def series_title(self) -> str:
        """The title of all its years."""
        return YEAR.sub("", self.series)

    @property
    def is_school_year(self) -> bool:
        return "năm học" in self.series

    @property
    def description(self) -> str:
        columns = ", ".join(headings(self.columns)[:8])
        return f"{self.title}. Các cột: {columns}. {NOTICE}; do bản trình diễn sinh ra để thử, không dùng cho việc thật."

    def table(self, places: Places) -> list[list[Cell]]:
        """Its rows, the same each time."""
        return list(rows(self.basis, series_of(self.series, self.columns, places), self.year))

    def write(self, places: Places, folder: Path) -> Path:
        """Its file, the same each time."""
        return write_file(self.format, self.title, headings(self.columns), self.table(places), folder)


def open_sets() -> list[OpenSet]:
    """All of them, those of the newest years first."""
    found = []
    with SOURCE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            years, formats = row["years"].split(";"), row["formats"].split(";")
            found += [_one(row, year, format) for year, format in zip(years, formats, strict=True)]
    return sorted(found, key=lambda one: -one.year)


def _one(row: dict[str, str], year: str, format: str) -> OpenSet:
    return OpenSet(
        title=row["title"].replace("{năm}", year),
        series=row["title"],
        theme=row["theme"],
        agency=row["agency"],
        basis=row["basis"],
        year=int(year or USUAL_YEAR),
        format=format,
        months=int(row["months"]),
        keywords=("mô phỏng", *filter(None, row["keywords"].split(";"))),
        columns=row["columns"],
    )
