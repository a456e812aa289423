"""One tile of the executive page: value, parts, comparison, plan, what is overdue, trend; or why there is no value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.executive.offered import Offer
from tinhso.indicators.executive.page_data import PageData, rank_index
from tinhso.indicators.executive.trends import NO_TREND, Trend, of_months, of_ranks
from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.figures import Compared, Figure, compared
from tinhso.indicators.figures.targets import Targets, is_comparable, is_met, target_of
from tinhso.indicators.models import Annotation, ExternalRank
from tinhso.indicators.sources.sources import is_countable_in, known_measure
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number


@dataclass(frozen=True)
class Words:
    """Some words of a line; `tone` is "ok", "late" or "strong"."""

    text: str
    tone: str = ""


Line = Sequence[Words]


@dataclass(frozen=True)
class Tile:
    """A figure as the page shows it; `has_value` is false where `lines` say why there is none."""

    code: str
    name: str
    title: str
    value: str
    unit: str
    lines: list[Line]
    trend: Trend
    trace_url: str
    agencies_url: str
    notes: list[Annotation]
    has_value: bool = True
    corrected: bool = False


def tile(offer: Offer, found: Compared | None, asked: PageData) -> Tile:
    """`found` is None where nothing is known of that period."""
    version, definition = offer.version, offer.version.definition
    if index := rank_index(version):
        if rank := _known_rank(index, asked):
            return _rank_tile(offer, rank, asked)
        found = None
    period = (
        found.now.period if found and found.now.period.start.year > asked.period.start.year else asked.period
    )
    query = f"?ky={period.code}" + ("" if asked.whole else f"&co_quan={asked.agency.code}")
    made = Tile(
        definition.code,
        definition.name,
        offer.title,
        wording.value_text(found.now.value if found else None, definition),
        wording.unit_beside(definition) if found else "",
        [],
        of_months(version, asked, found.now) if found and period is asked.period else NO_TREND,
        reverse("figure", args=[definition.address]) + query,
        reverse("executive_agencies", args=[definition.address]) + f"?nam={period.end.year}" if found else "",
        asked.lists.notes.get(version.indicator_id, []),
        found is not None,
    )
    lines: list[Line] = _lines(offer, found, asked) if found else [[Words(why_missing(offer, asked))]]
    return replace(made, lines=lines)


def _lines(offer: Offer, found: Compared, asked: PageData) -> list[Line]:
    figure, definition = found.now, found.now.definition
    first = [Words(parts_text(figure), "strong")] if definition.is_ratio else [Words(wording.span(figure))]
    if figure.period.code != asked.period.code and definition.is_ratio:
        first.append(Words(wording.span(figure)))
    second = [Words(_beside(version, words, asked)) for version, words in offer.beside]
    goal, verdict, tone = judged(figure, asked.lists.targets)
    second = ([Words(f"{goal}: {verdict}", tone)] if verdict else []) + [one for one in second if one.text]
    if late := _late(offer, asked):
        second.append(Words(late, "late"))
    return [[*(one for one in first if one.text), Words(wording.comparison(found))], second]


def parts_text(figure: Figure) -> str:
    """ "1.386/1.420 hồ sơ": the two sides of a ratio with the unit of what is counted."""
    parts = wording.parts(figure)
    measures = [m for ref in figure.definition.refs if (m := known_measure(ref.code)) is not None]
    unit = str(measures[0].unit) if measures and len({str(m.unit) for m in measures}) == 1 else ""
    return f"{parts} {unit}".strip() if parts else ""


def _beside(version: "object", words: str, asked: PageData) -> str:
    figure = asked.read(version)  # type: ignore[arg-type]
    if figure.value is None or not figure.n:
        return ""
    return f"{words} {wording.with_unit(figure.value, figure.definition)}"


def _late(offer: Offer, asked: PageData) -> str:
    """What is overdue now, or was at the end of a year that is over; "" where nothing is."""
    if offer.overdue is None:
        return ""
    version, words = offer.overdue
    figure = asked.read(version)
    if not figure.value:
        return ""
    number = wording.value_text(figure.value, figure.definition)
    if asked.running:
        return _("đang có %(n)s %(what)s") % {"n": number, "what": words}
    return _("cuối kỳ còn %(n)s %(what)s") % {"n": number, "what": words}


def judged(figure: Figure, targets: Targets) -> tuple[str, str, str]:
    """Against the target of its period: the target, the distance in words, and the tone; all "" where there is none or it
    is not to be compared."""
    definition = figure.definition
    target = target_of(definition.code, figure.period, targets)
    if target is None or figure.value is None or not is_comparable(definition, figure.period):
        return "", "", ""
    goal = _("kế hoạch %(target)s") % {"target": goal_text(target.value, figure)}
    shown = figure.rounded if figure.rounded is not None else figure.value
    tone = "ok" if is_met(shown, target.value, definition.direction) else "late"
    return goal, wording.gap_text(figure.value, target.value, definition), tone


def goal_text(value: Decimal, figure: Figure) -> str:
    """ "98%", "97,5%", "132 xã": without zeros after the comma."""
    definition = figure.definition
    plain = vn_number(wording.plain(value))
    return f"{plain}%" if definition.unit == "%" else f"{plain} {definition.unit}"


def _known_rank(index: str, asked: PageData) -> ExternalRank | None:
    """The newest that was published by the end of the period, or of the year itself."""
    year, end = asked.period.end.year, asked.now.date()
    ranks = [one for one in asked.lists.ranks if one.index == index and one.assessed_year <= year]
    known = [one for one in ranks if one.published_on is None or one.published_on <= end]
    return known[-1] if known else None


def _rank_tile(offer: Offer, rank: ExternalRank, asked: PageData) -> Tile:
    definition, year = offer.version.definition, asked.period.end.year
    earlier = [
        one for one in asked.lists.ranks if one.index == rank.index and one.assessed_year < rank.assessed_year
    ]
    published = vn_date(rank.published_on) if rank.published_on else str(rank.published_year or "")
    year_words = _("đánh giá năm %(year)s") % {"year": rank.assessed_year}
    first = [Words(year_words + (_(", công bố %(at)s") % {"at": published} if published else ""))]
    second = [_since(rank, earlier[-1])] if earlier else [Words(_("chưa có hạng năm trước để so"))]
    if rank.assessed_year < year:
        second.append(Words(_("đánh giá năm %(year)s: chưa công bố") % {"year": year}))
    return Tile(
        definition.code,
        definition.name,
        offer.title,
        str(rank.rank),
        f"/{rank.n}" if rank.n else "",
        [first, second],
        of_ranks([*earlier, rank]),
        f"{reverse('figure', args=[definition.address])}?ky={rank.assessed_year}",
        "",
        asked.lists.notes.get(offer.version.indicator_id, []),
    )


def _since(rank: ExternalRank, earlier: ExternalRank) -> Words:
    """ "tăng 5 bậc so với năm 2021 (20)": only among as many, else the earlier rank alone."""
    if rank.n is None or rank.n != earlier.n:
        return Words(_("năm %(year)s: hạng %(rank)s") % {"year": earlier.assessed_year, "rank": earlier.rank})
    won = earlier.rank - rank.rank
    words = _("%(places)s so với năm %(year)s") % {
        "places": wording.places_text(Decimal(won)),
        "year": earlier.assessed_year,
    }
    return Words(words, "ok" if won > 0 else "late" if won < 0 else "")


def why_missing(offer: Offer, asked: PageData) -> str:
    """One sentence: differing rows, a series that begins later, no division by agency, nothing entered, nothing counted."""
    definition = offer.version.definition
    if differs := changed_rows.words(changed_rows.differing(definition)):
        return differs
    if definition.is_rank:
        return _("chưa có thứ hạng nào được công bố đến kỳ này")
    if definition.series_start and definition.series_start > asked.period.end:
        return _("số liệu bắt đầu từ %(day)s") % {"day": vn_date(definition.series_start)}
    measures = [known_measure(ref.code) for ref in definition.refs]
    known = [measure for measure in measures if measure is not None]
    if not all(is_countable_in(measure, asked.scope) for measure in known):
        return _("chỉ tiêu của toàn tỉnh, không tính riêng cho cơ quan")
    if len(known) < len(measures):
        return _("cơ quan báo cáo chưa có số được duyệt của kỳ này")
    begun = [day for ref in definition.refs if (day := asked.held.first_rows.get(ref.code))]
    if len(begun) == len(definition.refs) and max(begun) > asked.period.end:
        return _("bắt đầu có dữ liệu từ tháng %(month)s") % {"month": f"{max(begun):%m/%Y}"}
    return _("trong kỳ chưa có trường hợp nào để tính")


def found_in(offer: Offer, asked: PageData) -> Compared | None:
    """None where nothing is known of that period."""
    found = compared(offer.version, asked.period, asked.period.end, asked.scope, asked.held)
    known = found.now.n or asked.held.has_rows(offer.version)
    return found if found.now.value is not None and known else None
