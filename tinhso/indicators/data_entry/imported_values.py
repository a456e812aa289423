"""Values that come in a file are held against what was expected, like typed ones."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from tinhso.indicators.data_entry.actions.save_values import open_entry
from tinhso.indicators.data_entry.bounds import References
from tinhso.indicators.data_entry.table import cells_of, is_open_on
from tinhso.indicators.data_entry.unusual import note_cells
from tinhso.indicators.models import DataSet, DataSetAgency, DataValue
from tinhso.lib.periods import NotAPeriod, Period


@dataclass(frozen=True)
class Unusual:
    """How many are far from what was expected: `noted` in a report, where they wait for a reason and a second look;
    `loose` ones belong to no report of their agency, so they are only told to whoever brings the file."""

    noted: int = 0
    loose: int = 0


def note_imported(imported: Collection[DataValue], now: datetime) -> Unusual:
    """About a dozen queries a report, one for each value without one."""
    reports: dict[tuple[int, str], list[DataValue]] = defaultdict(list)
    for value in imported:
        reports[value.agency_id, value.period].append(value)
    noted, loose = 0, 0
    for values in reports.values():
        placed = set[int]()
        for data_set in _reported(values[0], now):
            placed |= {value.pk for value in values if value.element in data_set.elements.all()}
            noted += _note(data_set, values, now)
        loose += sum(_is_far(value) for value in values if value.pk not in placed)
    return Unusual(noted, loose)


def _reported(value: DataValue, now: datetime) -> Iterator[DataSet]:
    """The data sets that this agency reports for this period and that may be opened by now."""
    period = Period.parse(value.period)
    lines = DataSetAgency.objects.filter(
        agency=value.agency_id,
        data_set__scenario=value.scenario,
        data_set__period_kind=period.kind,
    )
    for line in lines.select_related("data_set").prefetch_related("data_set__elements"):
        if line.reports(period) and is_open_on(line.data_set, period, now.date()):
            yield line.data_set


def _note(data_set: DataSet, values: Sequence[DataValue], now: datetime) -> int:
    """The report is begun where it was not: there the reason is told and the number is confirmed."""
    agency, period = values[0].agency, Period.parse(values[0].period)
    came = {value.pk for value in values}
    cells = [cell for cell in cells_of(data_set, agency, period) if cell.value_id in came]
    if not cells:
        return 0
    open_entry(data_set, agency, period, now)
    return len(note_cells(cells, References.read(data_set, agency, period), now))


def _is_far(value: DataValue) -> bool:
    """From the period before, or from the same one a year ago."""
    if value.value is None:
        return False
    period = Period.parse(value.period)
    known = References({}, [])
    return any(one.is_far(value.value) for one in known.of(("", ()), *_earlier(value, period)))


def _earlier(value: DataValue, period: Period) -> list[Decimal | None]:
    """What stands for the two. One query."""
    rows: QuerySet[DataValue] = DataValue.objects.filter(
        element=value.element_id,
        agency=value.agency_id,
        dims=value.dims,
        scenario=value.scenario,
        place__isnull=True,
    )
    try:
        spans = [period.before().code, period.same_last_year().code]
    except NotAPeriod:
        return [None, None]
    found = dict(rows.filter(period__in=spans).order_by("known_at", "pk").values_list("period", "value"))
    return [found.get(code) for code in spans]
