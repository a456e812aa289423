"""Elements, data sets, rules and values as files of DHIS2: what came from one goes out whole, with our changes on it."""

from typing import Any

from tinhso.indicators.cells.amounts import plain
from tinhso.indicators.dhis2 import dhis2
from tinhso.indicators.models import DataElement, DataSet, DataValue, Dhis2Object

Content = dict[str, Any]
VALUES = "dataValues"
AGGREGATIONS = {ours: theirs for theirs, ours in reversed(dhis2.AGGREGATIONS.items())}
VALUE_TYPES = {
    "number": "NUMBER",
    "integer": "INTEGER",
    "count": "INTEGER_ZERO_OR_POSITIVE",
    "percent": "PERCENTAGE",
    "positive": "NUMBER",
}
PERIODS = {ours: theirs for theirs, ours in dhis2.PERIODS.items()}


def metadata() -> Content:
    """Everything that was kept, and what is ours alone, as one metadata file."""
    found: Content = {}
    elements = {one.uid or dhis2.uid_of(one.code): one for one in DataElement.objects.all()}
    for stored in Dhis2Object.objects.exclude(kind=VALUES):
        if stored.kind.startswith("="):
            found[stored.kind[1:]] = stored.content
        else:
            one = elements.pop(stored.uid, None) if stored.kind == "dataElements" else None
            found.setdefault(stored.kind, []).append(
                _overlaid(stored.content, one) if one else stored.content
            )
    own_elements = [_element(uid, one) for uid, one in elements.items()]
    sets = [_data_set(one) for one in DataSet.objects.filter(uid="").prefetch_related("lines__element")]
    for kind, new in (("dataElements", own_elements), ("dataSets", sets)):
        if new:
            found[kind] = [*found.get(kind, []), *new]
    return found


def _overlaid(content: Content, one: DataElement) -> Content:
    """Our name and ways of adding up, where they are not what the file said."""
    changed = {} if content.get("name", "")[:300] == one.name else {"name": one.name}
    if dhis2.AGGREGATIONS.get(content.get("aggregationType", "")) != (one.agg_time, one.agg_org):
        changed["aggregationType"] = AGGREGATIONS.get((one.agg_time, one.agg_org), "NONE")
    return content | changed


def _element(uid: str, one: DataElement) -> Content:
    return {
        "id": uid,
        "code": one.code,
        "name": one.name,
        "shortName": one.name[:50],
        "domainType": "AGGREGATE",
        "valueType": VALUE_TYPES[one.value_type],
        "aggregationType": AGGREGATIONS.get((one.agg_time, one.agg_org), "NONE"),
        "zeroIsSignificant": one.zero_is_significant,
    }


def _data_set(one: DataSet) -> Content:
    lines = [
        {"dataElement": {"id": line.element.uid or dhis2.uid_of(line.element.code)}}
        for line in one.lines.all()
    ]
    return {
        "id": dhis2.uid_of(one.code),
        "code": one.code,
        "name": one.name,
        "shortName": one.name[:50],
        "periodType": PERIODS.get(one.period_kind, "Monthly"),
        "timelyDays": one.timely_days,
        "expiryDays": one.expiry_days,
        "openFuturePeriods": one.open_future_periods,
        "validCompleteOnly": one.valid_complete_only,
        "dataSetElements": lines,
    }


def data_values() -> Content:
    """The newest counting values, and those that were only kept. Plans and estimates have no place in DHIS2's form."""
    rows = DataValue.objects.filter(scenario="actual").that_count().newest().filter(value__isnull=False)
    found = [_value(row) for row in rows.select_related("element", "agency").order_by("pk")]
    contents = Dhis2Object.objects.filter(kind=VALUES).values_list("content", flat=True)
    return {VALUES: [*found, *contents]}


def _value(row: DataValue) -> Content:
    assert row.value is not None
    if row.extra:
        same = dhis2.number_of(row.extra) == row.value
        return row.extra if same else row.extra | {"value": f"{plain(row.value):f}"}
    combo = "-".join(row.dims) or dhis2.DEFAULT_COMBO
    return {
        "dataElement": row.element.uid or dhis2.uid_of(row.element.code),
        "period": row.period,
        "orgUnit": row.agency.code,
        "categoryOptionCombo": dhis2.uid_of(combo)
        if row.dims and row.element.dim_names != [dhis2.COMBO]
        else combo,
        "attributeOptionCombo": dhis2.DEFAULT_COMBO,
        "value": f"{plain(row.value):f}",
    }
