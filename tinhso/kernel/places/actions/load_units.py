from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.public import Synced, sync_rows
from tinhso.kernel.places.models import AdminUnit, UnitSuccession
from tinhso.lib.language.vietnamese import sort_key
from tinhso.lib.province_pack import BadPack, ProvincePack, day, day_or_none


class UnitsOfADay:
    """All units by code and day, for a loader that must find thousands of them with one query."""

    def __init__(self) -> None:
        self.by_code: dict[str, list[AdminUnit]] = {}
        for unit in AdminUnit.objects.all():
            self.by_code.setdefault(unit.code, []).append(unit)

    def get(self, code: str, on: date, *, where: str) -> AdminUnit:
        for unit in self.by_code.get(code, []):
            if unit.exists_on(on):
                return unit
        raise BadPack(f"{where}: không có đơn vị hành chính {code} vào ngày {on:%d/%m/%Y}")


def load_units(*, pack: ProvincePack) -> dict[str, Synced]:
    """Units level by level, then the crosswalk, by file; part of `load_pack`, which holds the transaction."""
    rows = pack.rows("units.csv")
    done = Synced()
    for level in AdminUnit.Level.values:
        known = UnitsOfADay()
        units = [_unit(r, known) for r in rows if r["level"] == level]
        done += sync_rows(AdminUnit, units, key=("code", "valid__lower"))
    known = UnitsOfADay()
    lines = [_succession(r, known) for r in pack.rows("unit_successions.csv")]
    return {
        "units.csv": done,
        "unit_successions.csv": sync_rows(UnitSuccession, lines, key=("old_id", "new_id", "on")),
    }


def _unit(r: dict[str, str], known: UnitsOfADay) -> AdminUnit:
    since = day(r["valid_from"])
    parent = known.get(r["parent_code"], since, where="units.csv") if r["parent_code"] else None
    return AdminUnit(
        code=r["code"],
        name=r["name"],
        kind=r["kind"],
        level=r["level"],
        parent=parent,
        valid=DateRange(since, day_or_none(r["valid_to"])),
        source=r["source"],
        # "Xã Yên Thọ" stands under Y: people look for the name, not for the kind.
        sort_key=sort_key(_bare_name(r["name"])),
        area_km2=_number(r["area_km2"], "0.01"),
        lat=_number(r["lat"], "0.000001"),
        lon=_number(r["lon"], "0.000001"),
    )


def _bare_name(name: str) -> str:
    for kind in ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn "):
        name = name.removeprefix(kind)
    return name


def _number(text: str, unit: str) -> Decimal | None:
    return Decimal(text).quantize(Decimal(unit)) if text else None


def _succession(r: dict[str, str], known: UnitsOfADay) -> UnitSuccession:
    on = day(r["on"])
    return UnitSuccession(
        old=known.get(r["old_code"], on - timedelta(days=1), where="unit_successions.csv"),
        new=known.get(r["new_code"], on, where="unit_successions.csv"),
        on=on,
        share=_number(r["share"], "0.000001"),
        is_default=r["is_default"] == "1",
        source=r["source"],
    )
