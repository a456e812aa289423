"""Which form the values of a column are written in, judged over samples from the whole file."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Column:
    """`name` for machines, `heading` as it was written, `form` the name of a `Form` or "" for text.

    `note` is a sentence for the publisher where the reading was a choice.
    """

    name: str
    heading: str
    form: str = ""
    note: str = ""

    @property
    def kind(self) -> str:
        """text, whole, number, date, moment or boolean."""
        return BY_NAME[self.form].kind if self.form else "text"


def form_of_type(kind: str) -> str:
    """The form that a column of this type of DuckDB has when it is written; "" for text and whatever is kept as text."""
    return STORED.get(kind.partition("(")[0], "")


def column_of(name: str, heading: str, cells: Sequence[str]) -> Column:
    """The column with the narrowest form that fits the cells; where two readings fit, the note says which was taken."""
    filled = [cell.strip() for cell in cells if not is_missing(cell)]
    fitting = [form for form in FORMS if filled and _fits(form, filled)]
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
    """1.234: in Việt Nam a thousand and more, unless a plain 1500 stands beside it or a 0.123 or the groups are alike by chance."""
    if any("." not in cell and len(cell.lstrip("+-")) > 3 for cell in cells):
        return Column(name, heading, DOTS.name, "Dấu chấm được hiểu là dấu thập phân.")
    return Column(name, heading, DOT_GROUPS.name, "Dấu chấm được hiểu là phân cách hàng nghìn.")
