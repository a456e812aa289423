"""Figures in words, as they are printed everywhere: "97,61%", "4.512/4.623 hồ sơ", "chưa có số cùng kỳ"."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import plain as plain
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.figures import changed_rows
from tinhso.indicators.figures.changed_rows import differing
from tinhso.indicators.figures.figures import Compared, Figure, rounded
from tinhso.indicators.figures.targets import Target, is_comparable, is_met
from tinhso.lib.dates import vn_date, vn_date_formal, vn_datetime
from tinhso.lib.numbers import vn_number, vn_percent

MANIFOLD = Decimal(200)  # percent of growth


def value_text(value: Decimal | None, definition: Definition) -> str:
    """A value with the digits of its definition; percent without a space."""
    if value is None:
        return _("chưa dùng được") if differing(definition) else _("chưa có số liệu")
    if definition.unit == "%":
        return vn_percent(value, definition.decimals)
    return vn_number(value, definition.decimals)


def printed(figure: Figure) -> str:
    """Its value, or that it is hidden."""
    return _("ẩn (số nhỏ)") if figure.hidden else value_text(figure.value, figure.definition)


def unit_beside(definition: Definition) -> str:
    """The unit that stands after the value; percent stands in it already."""
    return "" if definition.unit == "%" else definition.unit


def span(figure: Figure) -> str:
    """The days that the figure speaks of; of a stock, the day on which it stood."""
    if figure.definition.agg_time == "last":
        return _("đến ngày %(day)s") % {"day": vn_date_formal(figure.as_of or figure.period.end)}
    return figure.period.label


def standing(state: str, definition: Definition) -> str:
    """What stands beside a figure whose cells are not its rows (`Trace.state`), or whose rows are not those of the log;
    "" where they match."""
    return changed_rows.words(differing(definition)) or {
        "recounted": _("chờ gộp lại; số này vừa đếm lại từ từng dòng"),
        "withheld": _("số gộp không khớp với từng dòng dữ liệu nên chưa in ra"),
    }.get(state, "")


def lagging(since: datetime) -> str:
    """What stands beside a figure that was not counted again."""
    return _("theo lần gộp số lúc %(moment)s; việc mới ghi nhận sau đó chờ gộp lại") % {
        "moment": vn_datetime(since)
    }


def summing(until: datetime) -> str:
    """What stands in the place of a figure that is being added up."""
    return _("đang cộng, xong lúc %(moment)s") % {"moment": vn_datetime(until)}


def parts(figure: Figure) -> str:
    """ "4.512/4.623", the two sides of a ratio; "" for a plain figure."""
    if not figure.definition.is_ratio or figure.above is None or figure.below is None:
        return ""
    return f"{vn_number(plain(figure.above))}/{vn_number(plain(figure.below))}"


def comparison(found: Compared) -> str:
    """What the same period of last year said, and the change."""
    if found.before is None or found.change is None:
        return _("chưa có số cùng kỳ")
    definition = found.now.definition
    words = {"value": value_text(found.before.value, definition), "change": _signed(found.change)}
    if definition.is_rank:
        return _("cùng kỳ %(value)s, %(change)s") % (words | {"change": places_text(found.change)})
    if definition.unit == "%":
        return _("cùng kỳ %(value)s, %(change)s điểm %%") % words
    if definition.is_ratio:
        return _("cùng kỳ %(value)s, %(change)s %(unit)s") % (words | {"unit": definition.unit})
    if found.is_from_little:
        return _("cùng kỳ %(value)s, %(change)s") % (words | {"change": more_or_less(found)})
    if not found.change:
        return _("cùng kỳ %(value)s, không đổi") % words
    if found.change >= MANIFOLD:
        return _("cùng kỳ %(value)s, %(times)s") % (words | {"times": times_text(found.change)})
    return _("cùng kỳ %(value)s, %(change)s%%") % words


def more_or_less(found: Compared) -> str:
    """ "thêm 41 bộ", "bớt 3 bộ", "không đổi": from next to nothing no percentage tells anything."""
    by = found.difference or Decimal()
    words = {"n": vn_number(plain(abs(by))), "unit": found.now.definition.unit}
    if not by:
        return _("không đổi")
    return (_("thêm %(n)s %(unit)s") if by > 0 else _("bớt %(n)s %(unit)s")) % words


def _signed(change: Decimal) -> str:
    return ("+" if change >= 0 else "−") + vn_number(abs(change), 2)


def times_text(change: Decimal) -> str:
    """ "gấp 21,5 lần": from three times on nobody reads a percentage of growth."""
    return _("gấp %(n)s lần") % {"n": vn_number(plain(rounded(change / 100 + 1, 1)))}


def places_text(won: Decimal) -> str:
    """ "tăng 35 bậc", "giảm 3 bậc", "giữ nguyên thứ hạng": places won or lost since an earlier rank."""
    if not won:
        return _("giữ nguyên thứ hạng")
    return (_("tăng %(n)s bậc") if won > 0 else _("giảm %(n)s bậc")) % {"n": vn_number(plain(abs(won)))}


def with_unit(value: Decimal | None, definition: Definition) -> str:
    """A value with its unit in a sentence: "890 dịch vụ", "97,61%"."""
    return " ".join(
        filter(None, (value_text(value, definition), unit_beside(definition) if value is not None else ""))
    )


def change_text(change: Decimal, definition: Definition) -> str:
    """ "tăng 0,77 điểm %", "giảm 2,10%", "không đổi"."""
    if definition.is_rank:
        return places_text(change)
    if change >= MANIFOLD and not definition.is_ratio:
        return times_text(change)
    size = vn_number(abs(change), 2)
    if not change:
        return _("không đổi")
    unit = _(" điểm %") if definition.is_ratio and definition.unit == "%" else "%"
    return (_("tăng %(size)s%(unit)s") if change > 0 else _("giảm %(size)s%(unit)s")) % {
        "size": size,
        "unit": unit,
    }


def gap_text(value: Decimal, target: Decimal, definition: Definition) -> str:
    """Against the target: "đạt", "chưa đạt, thấp hơn 0,6 điểm %", "chưa đạt, cao hơn 12 hồ sơ"."""
    shown, wanted = rounded(value, definition.decimals), rounded(target, definition.decimals)
    if is_met(shown, wanted, definition.direction):
        return _("đạt")
    unit = _("điểm %") if definition.unit == "%" else definition.unit
    words = {"size": vn_number(plain(abs(wanted - shown))), "unit": unit}
    if shown < wanted:
        return _("chưa đạt, thấp hơn %(size)s %(unit)s") % words
    return _("chưa đạt, cao hơn %(size)s %(unit)s") % words


def distance_text(figure: Figure, target: Target) -> str:
    """How far a figure is from its target, of a sum also in percent of it; "" where the two are not to be compared."""
    definition = figure.definition
    if figure.value is None or not is_comparable(definition, figure.period):
        return ""
    told_gap = gap_text(figure.value, target.value, definition)
    if definition.is_ratio or definition.is_rank or not target.value:
        return told_gap
    share = vn_percent(rounded(100 * figure.value / target.value, 2))
    return _("%(gap)s, bằng %(share)s chỉ tiêu") % {"gap": told_gap, "share": share}


def origin(as_of: date | None, assessed_year: int | None, published_on: date | None, status: str = "") -> str:
    """What an entered number tells of: "đánh giá năm 2022, công bố ngày 15/07/2023"; "" where nothing is told."""
    words = [
        _("đến ngày %(day)s") % {"day": vn_date(as_of)} if as_of else "",
        _("đánh giá năm %(year)s") % {"year": assessed_year} if assessed_year else "",
        _("công bố ngày %(day)s") % {"day": vn_date(published_on)} if published_on else "",
        {"P": _("số sơ bộ"), "E": _("số ước tính")}.get(status, ""),
    ]
    return ", ".join(filter(None, words))
