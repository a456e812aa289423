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
from tinhso.indicators.figures.figures import read
from tinhso.indicators.infrastructure.counts import heads, place_counts
from tinhso.indicators.models import GoodModel, IndicatorVersion, Recognition
from tinhso.indicators.public_counts.periods import PublicPeriods, read_apart
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.declare import CommunePart, all_of
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period, PeriodKind

WORK = ("onestop.settled", "onestop.on_time_rate", "onestop.overdue", "onestop.trips_a_dossier")
REPORTED = ("citizen.reports", "citizen.on_time_rate", "citizen.satisfied_rate")
MOST_MODELS = 20


@dataclass(frozen=True)
class FactList:
    """Facts under a heading that some system tells of the commune."""

    title: str
    facts: Sequence[Fact]


def committee_of(unit: AdminUnit, day: date) -> Agency | None:
    """The people's committee of the commune on that day. One query."""
    return Agency.objects.on(day).filter(unit=unit, kind=Agency.Kind.COMMITTEE).order_by("pk").first()


def work_table(committee: Agency | None, day: date) -> Table:
    """What its committee settled, last year and this year so far; nothing where there is no committee."""
    if committee is None:
        return Table(_("Giải quyết hồ sơ của xã"), [], [])
    return _figures(_("Giải quyết hồ sơ của xã"), WORK, day, scope_of(committee, day))


def reported_table(unit: AdminUnit, day: date) -> Table:
    """What people reported of places in the commune."""
    return _figures(_("Phản ánh hiện trường trong xã"), REPORTED, day, Scope(places=frozenset({unit.pk})))


def _figures(title: str, codes: Sequence[str], day: date, scope: Scope) -> Table:
    """A line a figure. Of people it tells only what everybody may read: a number of few is not told, nor one that would
    give such a number of another commune back, as the rest of the whole province."""
    year = Period.of(PeriodKind.YEAR, day)
    periods = [year.before(), year.up_to(day)]
    newest = {one.indicator.code: one for one in IndicatorVersion.objects.newest()}
    versions = [newest[code] for code in codes if code in newest]
    held = BatchReader.read(versions, periods, scope)
    years, here = [day.year - 1, day.year], scope.places or scope.agencies or frozenset()
    guards = PublicPeriods.read_each(versions, years, day, scope)
    tables = read_apart(versions, years, day, "agency" if scope.places is None else "place")
    columns = [Column(_("Số liệu")), *(Column(one.label, number=True) for one in periods)]
    lines: list[list[Cell | str]] = []
    for version, guard, apart in zip(versions, guards, tables, strict=True):
        definition = version.definition
        line: list[Cell | str] = [Cell(definition.name, url=reverse("figure", args=[definition.address]))]
        for period in periods:
            figure = read(version, period, scope, held)
            words = wording.with_unit(figure.value, definition)
            asked = urlencode({"ky": figure.period.code})
            address = f"{reverse('figure', args=[definition.address])}?{asked}"
            is_shown = guard.shows(figure) and not apart.hidden(period) & here
            line.append(Cell(words, url=address) if is_shown else _("quá ít, không công bố"))
        lines.append(line)
    return Table(title, columns, lines)


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
