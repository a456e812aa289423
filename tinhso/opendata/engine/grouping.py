"""A question that a chart or a map of areas asks: a measure of the rows of each group, as an Ibis expression."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.opendata.engine.expressions import Ask, BadCondition, Columns, filtered, kind_of, to_sql

MEASURES = {
    "dem": gettext_lazy("số dòng"),
    "khac-nhau": gettext_lazy("số giá trị khác nhau"),
    "tong": gettext_lazy("tổng"),
    "trung-binh": gettext_lazy("trung bình"),
    "nho-nhat": gettext_lazy("nhỏ nhất"),
    "lon-nhat": gettext_lazy("lớn nhất"),
}
STEPS = {
    "": gettext_lazy("(từng giá trị)"),
    "nam": gettext_lazy("theo năm"),
    "thang": gettext_lazy("theo tháng"),
}
LETTERS = {"nam": 4, "thang": 7}  # of a day in ISO 8601
NUMBERS = ("whole", "number")
TIMES = ("date", "moment")


@dataclass(frozen=True)
class Grouping:
    """Rows by `group` (a day may be taken by `step`), `measure` of `value`; by size, else in the order of the groups."""

    group: str
    step: str = ""
    measure: str = "dem"
    value: str = ""
    by_size: bool = True
    most: int = 20


@cache
def _ibis() -> Any:
    # heavy: only who asks for more than plain rows waits for it
    import ibis

    return ibis


def groups_sql(columns: Columns, ask: Ask, asked: Grouping, dialect: str = "duckdb") -> str:
    """Rows of (group, measure), at most `most`. Raises BadCondition."""
    ibis, table = _ibis(), filtered(columns, ask)
    columns_asked = {"nhom": _group(table, columns, asked), "gia_tri": ibis.literal(1)}
    if asked.measure != "dem":
        columns_asked["gia_tri"] = _value(table, columns, asked)
    counts = (
        table.select(**columns_asked)
        .filter(ibis._.nhom.notnull())
        .group_by("nhom")
        .aggregate(so=_measure(asked))
    )
    counts = counts.filter(counts.so.notnull())
    order = [ibis.desc("so"), ibis.asc("nhom")] if asked.by_size else [ibis.asc("nhom")]
    return to_sql(counts.order_by(order).limit(asked.most), dialect)


def _group(table: Any, columns: Columns, asked: Grouping) -> Any:
    kind, column = kind_of(columns, asked.group), table[asked.group]
    if asked.step not in STEPS:
        raise BadCondition(_("Không có cách nhóm “%(word)s”.") % {"word": asked.step[:40]})
    if asked.step and kind not in TIMES:
        raise BadCondition(_("Chỉ nhóm được theo năm, tháng ở cột ngày."))
    text = column.cast("string")
    return text.left(LETTERS[asked.step]) if asked.step else (column if kind in NUMBERS else text.left(120))


def _value(table: Any, columns: Columns, asked: Grouping) -> Any:
    if asked.measure not in MEASURES:
        raise BadCondition(_("Không có phép tính “%(word)s”.") % {"word": asked.measure[:40]})
    if not asked.value:
        raise BadCondition(_("Phép tính này cần chọn cột giá trị."))
    kind = kind_of(columns, asked.value)
    if asked.measure != "khac-nhau" and kind not in NUMBERS:
        raise BadCondition(_("Phép tính này cần một cột số."))
    return table[asked.value]


def _measure(asked: Grouping) -> Any:
    value = _ibis()._.gia_tri
    if asked.measure == "dem":
        return value.count()
    return {
        "khac-nhau": value.nunique,
        "tong": value.sum,
        "trung-binh": value.mean,
        "nho-nhat": value.min,
        "lon-nhat": value.max,
    }[asked.measure]()


def points_sql(
    columns: Columns, ask: Ask, places: tuple[str, str], label: str, most: int, dialect: str = "duckdb"
) -> str:
    """Rows of (latitude, longitude, label) that lie on the earth. Raises BadCondition."""
    table = filtered(columns, ask)
    latitude, longitude = (table[name].cast("float64") for name in places)
    if label:
        kind_of(columns, label)
    words = table[label].cast("string").left(120) if label else _ibis().literal("")
    found = table.select(vi_do=latitude, kinh_do=longitude, nhan=words)
    inside = found.vi_do.between(-90, 90) & found.kinh_do.between(-180, 180)
    return to_sql(found.filter(inside).limit(most), dialect)


def total_sql(columns: Columns, ask: Ask, asked: Grouping, dialect: str = "duckdb") -> str:
    """One row of one measure over all rows that meet the conditions. Raises BadCondition."""
    table = filtered(columns, ask)
    values = table.select(gia_tri=_value(table, columns, asked))
    return to_sql(values.aggregate(so=_measure(asked)), dialect)
