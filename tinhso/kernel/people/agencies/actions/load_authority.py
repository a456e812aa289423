from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.public import Synced, sync_rows
from tinhso.kernel.people.agencies.actions.load_agencies import AgenciesOfADay
from tinhso.kernel.people.models import Authorisation, Decider
from tinhso.lib.province_pack import ProvincePack, day, day_or_none

DECIDERS, AUTHORISATIONS = "deciders.csv", "authorisations.csv"


def load_authority(*, pack: ProvincePack) -> dict[str, Synced]:
    """Who decides which paper, and which acts let others, by file; a pack may lack both. Part of `load_pack`.

    Raises: BadPack.
    """
    return {DECIDERS: _load_deciders(pack), AUTHORISATIONS: _load_authorisations(pack)}


def _rows(pack: ProvincePack, name: str) -> list[dict[str, str]]:
    return pack.rows(name) if (pack.path / name).is_file() else []


def _valid(r: dict[str, str]) -> DateRange:
    return DateRange(day(r["valid_from"]), day_or_none(r["valid_to"]))


def _load_deciders(pack: ProvincePack) -> Synced:
    rows = [
        Decider(
            **{name: r[name] for name in ("what", "code", "level", "who", "source")},
            checked=r["checked"] == "1",
            valid=_valid(r),
        )
        for r in _rows(pack, DECIDERS)
    ]
    return sync_rows(Decider, rows, key=("what", "code", "level", "valid__lower"))


def _load_authorisations(pack: ProvincePack) -> Synced:
    known, where = AgenciesOfADay(), AUTHORISATIONS
    rows = [
        Authorisation(
            giver=known.get(r["giver"], day(r["valid_from"]), where=where),
            receiver=known.get(r["receiver"], day(r["valid_from"]), where=where) if r["receiver"] else None,
            **{name: r[name] for name in ("level", "procedure", "form_of", "who", "act")},
            checked=r["checked"] == "1",
            valid=_valid(r),
        )
        for r in _rows(pack, where)
    ]
    return sync_rows(Authorisation, rows, key=("receiver_id", "level", "procedure", "valid__lower"))
