from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef

from tinhso.kernel.law.public import Synced, sync_rows
from tinhso.kernel.people.models import Agency, AgencySuccession, Competence
from tinhso.kernel.places.public import UnitsOfADay
from tinhso.lib.language.vietnamese import sort_key
from tinhso.lib.province_pack import BadPack, ProvincePack, day, day_or_none

# Address and telephone are kept by the agency itself on its page of /quan-tri/.
EDITED_BY_HAND = ("address", "phone")


class AgenciesOfADay:
    """All agencies by code and day, for a loader that must find thousands of them with one query."""

    def __init__(self) -> None:
        self.by_code: dict[str, list[Agency]] = {}
        for agency in Agency.objects.all():
            self.by_code.setdefault(agency.code, []).append(agency)

    def find(self, code: str, on: date) -> Agency | None:
        rows = self.by_code.get(code, [])
        return next((a for a in rows if a.exists_on(on)), None)

    def get(self, code: str, on: date, *, where: str) -> Agency:
        agency = self.find(code, on)
        if agency is None:
            raise BadPack(f"{where}: không có cơ quan {code} vào ngày {on:%d/%m/%Y}")
        return agency


def load_agencies(*, pack: ProvincePack) -> dict[str, Synced]:
    """Agencies from the top down, then successions and competence, by file; part of `load_pack`. Raises: BadPack."""
    waiting = pack.rows("agencies.csv")
    units = UnitsOfADay()
    done = Synced()
    while waiting:
        known = AgenciesOfADay()
        ready = [r for r in waiting if not r["parent_code"] or known.find(r["parent_code"], _since(r))]
        if not ready:
            raise BadPack(f"agencies.csv: không có cơ quan cấp trên {waiting[0]['parent_code']}")
        rows = [_agency(r, known, units) for r in ready]
        done += sync_rows(Agency, rows, key=("code", "valid__lower"), kept_columns=EDITED_BY_HAND)
        ready_keys = {(r["code"], r["valid_from"]) for r in ready}
        waiting = [r for r in waiting if (r["code"], r["valid_from"]) not in ready_keys]
    _refuse_two_bearers()
    return {
        "agencies.csv": done,
        "agency_successions.csv": _load_successions(pack),
        "competences.csv": _load_competences(pack),
    }


def _refuse_two_bearers() -> None:
    """Raises: BadPack, before the constraint says it at the end of the transaction and names nobody."""
    for column in ("ident_code", "old_ident_code"):
        bearing = Agency.objects.exclude(**{column: ""}).exclude(kind=Agency.Kind.DESK)
        others = bearing.filter(**{column: OuterRef(column)}, valid__overlap=OuterRef("valid"))
        two = list(bearing.filter(Exists(others.exclude(pk=OuterRef("pk")))).order_by(column, "pk")[:2])
        if two:
            raise BadPack(
                f"agencies.csv: mã định danh {getattr(two[0], column)} không của riêng một cơ quan:"
                f" {two[0].code}, {two[1].code} (tinhso check-pack)"
            )


def _since(r: dict[str, str]) -> date:
    return day(r["valid_from"])


def _agency(r: dict[str, str], known: AgenciesOfADay, units: UnitsOfADay) -> Agency:
    since = _since(r)
    parent, unit = r["parent_code"], r["unit_code"]
    return Agency(
        code=r["code"],
        name=r["name"],
        short_name=r["short_name"],
        kind=r["kind"],
        level=r["level"],
        parent=known.get(parent, since, where="agencies.csv") if parent else None,
        unit=units.get(unit, since, where="agencies.csv") if unit else None,
        ident_code=r["ident_code"],
        old_ident_code=r["old_ident_code"],
        valid=DateRange(since, day_or_none(r["valid_to"])),
        source=r["source"],
        sort_key=sort_key(r["short_name"]),
    )


def _load_successions(pack: ProvincePack) -> Synced:
    known = AgenciesOfADay()
    where = "agency_successions.csv"
    rows = [
        AgencySuccession(
            old=known.get(r["old_code"], day(r["on"]) - timedelta(days=1), where=where),
            new=known.get(r["new_code"], day(r["on"]), where=where),
            on=day(r["on"]),
            is_default=r["is_default"] == "1",
            source=r["source"],
        )
        for r in pack.rows(where)
    ]
    return sync_rows(AgencySuccession, rows, key=("old_id", "new_id", "on"))


def _load_competences(pack: ProvincePack) -> Synced:
    known = AgenciesOfADay()
    where = "competences.csv"
    rows = [
        Competence(
            field=r["field"],
            level=r["level"],
            agency=known.get(r["agency_code"], _since(r), where=where) if r["agency_code"] else None,
            valid=DateRange(_since(r), day_or_none(r["valid_to"])),
            source=r["source"],
        )
        for r in pack.rows(where)
    ]
    return sync_rows(Competence, rows, key=("field", "level", "valid__lower"))
