"""The gazetteer of the province as its registers hold it: units of both borders, agencies of the day."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit, short_name
from tinhso.lib.news.mentions import AgencyName, Gazetteer, PlaceName

LEVELS = AdminUnit.Level


def gazetteer_on(day: date) -> Gazetteer:
    """Three queries."""
    units = list(AdminUnit.objects.select_related("parent"))
    provinces = {
        one.code: short_name(one.name).removeprefix("Tỉnh ") for one in units if one.level == LEVELS.PROVINCE
    }
    agencies = Agency.objects.on(day).exclude(kind=Agency.Kind.DESK).select_related("unit__parent")
    return Gazetteer(
        [_place(one) for one in units if one.level != LEVELS.PROVINCE],
        [
            AgencyName(one.pk, tuple({one.name, one.short_name}), _district(one.unit.parent) if one.unit else ())
            for one in agencies
        ],
        province=tuple(provinces.values()),
    )  # fmt: skip


def _place(unit: AdminUnit) -> PlaceName:
    valid: DateRange = unit.valid
    name = short_name(unit.name)
    return PlaceName(unit.pk, name, unit.kind, valid.lower or date.min, valid.upper, _district(unit.parent))


def _district(above: AdminUnit | None) -> tuple[str, ...]:
    return (short_name(above.name),) if above is not None and above.level == LEVELS.DISTRICT else ()
