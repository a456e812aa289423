import json

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.dated_rows import Synced, sync_rows
from tinhso.kernel.law.models import Rule
from tinhso.lib.province_pack import ProvincePack, day, day_or_none


def load_rules(*, pack: ProvincePack) -> Synced:
    """The dated rules of the pack; part of `load_pack`, which holds the transaction and records the event."""
    rows = (
        Rule(
            key=r["key"],
            value=json.loads(r["value"]),
            valid=DateRange(day(r["valid_from"]), day_or_none(r["valid_to"])),
            source=r["source"],
            note=r["note"],
        )
        for r in pack.rows("rules.csv")
    )
    return sync_rows(Rule, rows, key=("key", "valid__lower"))
