"""What the page of a commune shows: its work, what people report there, its network, its criteria, what works well there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.figure_page.queries import scope_of
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.infrastructure.counts import heads, place_counts
from tinhso.indicators.models import GoodModel, IndicatorVersion, Recognition
from tinhso.indicators.public_counts.periods import PublicPeriods, read_apart
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit, UnitSuccession
from tinhso.kernel.site.declare import CommunePart, all_of
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period, PeriodKind

WORK = ("onestop.settled", "onestop.on_time_rate", "onestop.overdue", "onestop.trips_a_dossier")
REPORTED = ("citizen.reports", "citizen.on_time_rate", "citizen.satisfied_rate")
MOST_MODELS = 20
MOST_FORMER = 12
MOST_STEPS = 9  # reforms of one unit in a row


@dataclass(frozen=True)
class FactList:
    """Facts under a heading that some system tells of the commune."""

    title: str
    facts: Sequence[Fact]


def successor_on(unit: AdminUnit, day: date) -> AdminUnit | None:
    """The commune that it became by default, and that one again, until one that exists on the day; None where none does."""
    current: AdminUnit | None = unit
    for _step in range(MOST_STEPS):
        if current is None or day in current.valid:
            break
        lines = UnitSuccession.objects.filter(old=current, on__lte=day, is_default=True)
        line = lines.select_related("new").order_by("-share", "pk").first()
        current = line.new if line else None
    return current if current and day in current.valid and current.level == AdminUnit.Level.COMMUNE else None


def committee_of(unit: AdminUnit, day: date) -> Agency | None:
    """The people's committee of the commune on that day. One query."""
    return Agency.objects.on(day).filter(unit=unit, kind=Agency.Kind.COMMITTEE).order_by("pk").first()


@dataclass(frozen=True)
class CommuneFigure:
    """A figure of the commune in one period, and whether the public may read it."""

    version: IndicatorVersion
    figure: Figure
    is_shown: bool

    @property
    def words(self) -> str:
        if not self.is_shown:
            return _("quá ít, không công bố")
        return wording.with_unit(self.figure.value, self.version.definition)


def periods_on(day: date) -> list[Period]:
    """Last year, and this year so far."""
    year = Period.of(PeriodKind.YEAR, day)
    return [year.before(), year.up_to(day)]


def figure_scope(unit: AdminUnit, committee: Agency | None, code: str, day: date) -> Scope | None:
    """Of what this figure is on the page of the commune: of its committee's work, or of what lies there; None where it is not on it."""
    if code in WORK:
        return scope_of(committee, day) if committee else None
    return Scope(places=frozenset({unit.pk})) if code in REPORTED else None


def work_table(unit: AdminUnit, committee: Agency | None, day: date) -> Table:
    """What its committee settled, last year and this year so far; nothing where there is no committee."""
    if committee is None:
        return Table(_("Giải quyết hồ sơ của xã"), [], [])
    return _table(_("Giải quyết hồ sơ của xã"), unit, WORK, day, scope_of(committee, day))


def reported_table(unit: AdminUnit, day: date) -> Table:
    """What people reported of places in the commune."""
    scope = Scope(places=frozenset({unit.pk}))
    return _table(_("Phản ánh hiện trường trong xã"), unit, REPORTED, day, scope)


def _table(title: str, unit: AdminUnit, codes: Sequence[str], day: date, scope: Scope) -> Table:
    """A line a figure, each number with the way to its definition and rows."""
    columns = [Column(_("Số liệu")), *(Column(one.label, number=True) for one in periods_on(day))]
    lines: list[list[Cell | str]] = []
    for row in read_figures(codes, day, scope):
        definition = row[0].version.definition
        address = reverse("commune_figure", args=[unit.code, definition.address])
        line: list[Cell | str] = [Cell(definition.name, url=address)]
        line += [
            Cell(one.words, url=f"{address}?{urlencode({'ky': one.figure.period.start.year})}")
            if one.is_shown
            else one.words
            for one in row
        ]
        lines.append(line)
    return Table(title, columns, lines)


def read_figures(codes: Sequence[str], day: date, scope: Scope) -> list[list[CommuneFigure]]:
    """By figure, then by period. Of people it tells only what everybody may read: a number of few is not told, nor one that would
    give such a number of another commune back, as the rest of the whole province."""
    periods = periods_on(day)
    newest = {one.indicator.code: one for one in IndicatorVersion.objects.newest()}
    versions = [newest[code] for code in codes if code in newest]
    held = BatchReader.read(versions, periods, scope)
    years, here = [day.year - 1, day.year], scope.places or scope.agencies or frozenset()
    guards = PublicPeriods.read_each(versions, years, day, scope)
    tables = read_apart(versions, years, day, "agency" if scope.places is None else "place")
    rows: list[list[CommuneFigure]] = []
    for version, guard, apart in zip(versions, guards, tables, strict=True):
        figures = [(period, read(version, period, scope, held)) for period in periods]
        rows.append(
            [
                CommuneFigure(version, one, guard.shows(one) and not apart.hidden(period) & here)
                for period, one in figures
            ]
        )
    return rows


def begun_words(unit: AdminUnit, day: date) -> str:
    """That figures of a commune which began within the years of the page are of it since then only; "" for every other."""
    begun = unit.valid.lower
    if begun is None or begun <= periods_on(day)[0].start:
        return ""
    former = AdminUnit.objects.filter(successions__new=unit, successions__on=begun)
    names = ", ".join(former.order_by("name").values_list("name", flat=True).distinct()[:MOST_FORMER])
    words = _("%(unit)s có từ ngày %(day)s: số liệu ở đây chỉ tính từ ngày ấy.")
    if names:
        words = _(
            "%(unit)s có từ ngày %(day)s: số liệu ở đây chỉ tính từ ngày ấy, trước đó thuộc %(former)s."
        )
    return words % {"unit": unit.name, "day": vn_date(begun), "former": names}


def network_facts(unit: AdminUnit, day: date) -> list[Fact]:
    """How many of everything the registers of infrastructure hold; nothing where none of it was ever entered."""
    numbers = place_counts(day).by_place.get(unit.pk)
    return [Fact(words, vn_number(numbers[code])) for code, words in heads().items()] if numbers else []


def criteria_facts(committee: Agency | None, day: date) -> list[Fact]:
    """By which decisions it is recognised on that day. One query."""
    rows = Recognition.objects.standing().filter(agency=committee, decided_on__lte=day)
    held = [one for one in rows.select_related("criteria") if one.ended_on is None or one.ended_on > day]
    return [
        Fact(
            one.criteria.name,
            f"{one.number}, {vn_date(one.decided_on)}",
            url=reverse("criteria_set", args=[one.criteria.code]),
        )
        for one in held
    ]


def models_in(unit: AdminUnit) -> list[GoodModel]:
    """What works well there and was confirmed. One query."""
    return list(GoodModel.objects.confirmed().filter(place=unit)[:MOST_MODELS])


def facts_of_systems(unit: AdminUnit, day: date) -> list[FactList]:
    found = [(part, part.read(unit.code, day)) for part in all_of(CommunePart)]
    return [
        FactList(str(part.title), [Fact(str(label), value, url=url) for label, value, url in lines])
        for part, lines in found
        if lines
    ]
