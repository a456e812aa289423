"""Which form the values of a column are written in, judged over samples from the whole file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables.values import BY_NAME, FORMS, Form, is_missing

FEW_STRANGERS = (
    0.01  # so large a part of the sample may be something else: those cells are listed when it is read
)
DOTS, DOT_GROUPS = BY_NAME["số, dấu chấm thập phân"], BY_NAME["số, dấu chấm hàng nghìn"]
COMMAS, COMMA_GROUPS = BY_NAME["số, dấu phẩy thập phân"], BY_NAME["số, dấu phẩy hàng nghìn"]
DAY_FIRST, MONTH_FIRST = BY_NAME["ngày ngày/tháng/năm"], BY_NAME["ngày tháng/ngày/năm"]
WHOLES = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT")
STORED = dict.fromkeys([*WHOLES, *(f"U{one}" for one in WHOLES)], "số nguyên") | {
    "DOUBLE": DOTS.name,
    "FLOAT": DOTS.name,
    "DECIMAL": DOTS.name,
    "BOOLEAN": "đúng sai",
    "DATE": "ngày năm-tháng-ngày",
    "TIMESTAMP": "thời điểm ISO",
}


WITH_POINT = ".0"
POINT_ZERO = re.compile(r"[+-]?(?:0|[1-9]\d*)\.0\Z")
TRUTHS = {"TRUE": ("TRUE", "FALSE"), "True": ("True", "False")}


@dataclass(frozen=True)
class Column:
    """`name` for machines, `heading` as it was written, `form` the name of a `Form` or "" for text.

    `note` is a sentence for the publisher where the reading was a choice. `other` is the form in which the same cells
    would be other numbers, all of them: then the publisher is asked, `form` is what we propose, `examples` show both.
    `scale` is the number of decimals that all its numbers have; None where they differ. `written` is what the type does not
    say: WITH_POINT where whole numbers among fractions are `5.0`, or one of TRUTHS.
    """

    name: str
    heading: str
    form: str = ""
    note: str = ""
    other: str = ""
    examples: tuple[str, ...] = ()
    scale: int | None = None
    written: str = ""

    @property
    def kind(self) -> str:
        """text, whole, number, date, moment or boolean."""
        return BY_NAME[self.form].kind if self.form else "text"


def with_writing(column: Column, cells: Sequence[str]) -> Column:
    """The column with what is to be kept of how these cells are written."""
    filled = {cell.strip() for cell in cells if not is_missing(cell)}
    if column.kind == "number":
        with_point = {cell for cell in filled if POINT_ZERO.match(cell)}
        bare = any(cell.lstrip("+-").isdecimal() for cell in filled)
        written = WITH_POINT if with_point and not bare else ""
        return replace(column, scale=BY_NAME[column.form].scale_of(list(filled)), written=written)
    if column.kind == "boolean":
        words = next((word for word, pair in TRUTHS.items() if filled <= set(pair)), "")
        return replace(column, written=words)
    return column


def form_of_type(kind: str) -> str:
    """The form that a column of this type of DuckDB has when it is written; "" for text and whatever is kept as text."""
    return STORED.get(kind.partition("(")[0], "")


def column_of(name: str, heading: str, cells: Sequence[str], against: frozenset[str] = frozenset()) -> Column:
    """The column with the narrowest form that fits the cells; where two readings fit, the note says which was taken.

    The forms `against` are not offered: the publisher has said so.
    """
    filled = [cell.strip() for cell in cells if not is_missing(cell)]
    offered = [form for form in FORMS if form.name not in against]
    fitting = [form for form in offered if filled and _fits(form, filled)]
    if not fitting:
        return Column(name, heading)
    if DOTS in fitting and DOT_GROUPS in fitting and fitting[0] is not BY_NAME["số nguyên"]:
        return _dots(name, heading, filled)
    if COMMAS in fitting and COMMA_GROUPS in fitting and fitting[0] is not BY_NAME["số nguyên"]:
        note = (
            "Dấu phẩy có thể là thập phân hoặc hàng nghìn; để nguyên dạng chữ cho đến khi khai trong lược đồ."
        )
        return Column(name, heading, "", note)
    if DAY_FIRST in fitting and MONTH_FIRST in fitting:
        return Column(name, heading, DAY_FIRST.name, "Ngày được hiểu theo thứ tự ngày/tháng/năm.")
    return Column(name, heading, fitting[0].name)


def _fits(form: Form, cells: Sequence[str]) -> bool:
    strangers = sum(not form.pattern.match(cell) for cell in cells)
    return strangers <= len(cells) * FEW_STRANGERS


def _dots(name: str, heading: str, cells: Sequence[str]) -> Column:
    """1.234: a thousand and more, or one and a bit. A plain 1500 beside it decides; where nothing does, we ask."""
    if any("." not in cell and len(cell.lstrip("+-")) > 3 for cell in cells):
        return Column(name, heading, DOTS.name, "Dấu chấm được hiểu là dấu thập phân.")
    fraction = _is_fraction(heading or name.replace("_", " "), cells)
    chosen, other = (DOTS, DOT_GROUPS) if fraction else (DOT_GROUPS, DOTS)
    shown = [cell for cell in dict.fromkeys(cells) if "." in cell][:MOST_EXAMPLES]
    return Column(name, heading, chosen.name, FRACTION if fraction else THOUSANDS, other.name, tuple(shown))


def _is_fraction(heading: str, cells: Sequence[str]) -> bool:
    """What we propose: by the words of the heading, then by the range that places of the country have."""
    words = f" {fold(heading)} "
    if any(f" {word} " in words for word in FRACTION_WORDS) or "%" in heading:
        return True
    if any(f" {word} " in words for word in AMOUNT_WORDS):
        return False
    values = [float(cell) for cell in cells if "." in cell]
    return any(low <= min(values) and max(values) <= high for low, high in (LATITUDES, LONGITUDES))


AGAINST = {
    "decimal_comma": frozenset([DOTS.name, COMMA_GROUPS.name]),
    "decimal_dot": frozenset([COMMAS.name, DOT_GROUPS.name, BY_NAME["số, khoảng trắng hàng nghìn"].name]),
    "day_first": frozenset([MONTH_FIRST.name]),
    "month_first": frozenset([DAY_FIRST.name]),
}
"""What a publisher may say of all numbers and days of a table, as the forms that no column then has."""

FRACTION = "Dấu chấm được hiểu là dấu thập phân."
THOUSANDS = "Dấu chấm được hiểu là phân cách hàng nghìn."
FRACTION_WORDS = (
    *(
        "vi do",
        "kinh do",
        "lat",
        "latitude",
        "lon",
        "lng",
        "longitude",
        "toa do",
        "ty le",
        "ti le",
        "phan tram",
    ),
    *("he so", "chi so", "diem", "nhiet do", "do am", "nong do", "ph", "km", "tan ha", "rate", "ratio"),
)
AMOUNT_WORDS = (
    *(
        "gia",
        "tien",
        "dong",
        "vnd",
        "kinh phi",
        "so tien",
        "doanh thu",
        "dan so",
        "so dan",
        "so ho",
        "nguoi",
        "so luong",
    ),
    *("tong", "von", "luong", "thu", "chi", "no", "ton"),
)
LATITUDES, LONGITUDES = (8.0, 23.5), (102.0, 110.0)  # of the country's mainland
MOST_EXAMPLES = 3
