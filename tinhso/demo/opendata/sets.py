"""The invented open datasets of the demo, read from `data/open_sets.csv`: one of each year that a line names."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tinhso.demo.opendata.files import NOTICE, write_file
from tinhso.demo.opendata.rows import Places, headings, rows
from tinhso.lib.language.vietnamese import fold

SOURCE = Path(__file__).parents[1] / "data" / "open_sets.csv"
USUAL_YEAR = 2023
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
    """One invented dataset; `columns` are `heading=kind` parted by `|`, see `open_rows`."""

    title: str
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
    def description(self) -> str:
        told = ", ".join(headings(self.columns)[:8])
        return f"{self.title}. Các cột: {told}. {NOTICE}; do bản trình diễn sinh ra để thử, không dùng cho việc thật."

    def write(self, places: Places, folder: Path) -> Path:
        """Its file, the same each time."""
        random = Random(self.slug)  # noqa: S311 (invented figures)
        table = list(rows(self.basis, self.columns, self.year, places, random))
        return write_file(self.format, self.title, headings(self.columns), table, folder)


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
        theme=row["theme"],
        agency=row["agency"],
        basis=row["basis"],
        year=int(year or USUAL_YEAR),
        format=format,
        months=int(row["months"]),
        keywords=("mô phỏng", *filter(None, row["keywords"].split(";"))),
        columns=row["columns"],
    )
