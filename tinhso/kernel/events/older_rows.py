"""Which rows were there before the program that tells of them: an older one may have written them without an event.

Keys and not moments are the border: rows that are copied in bear whatever time they like, and a key is given once.
"""

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Max

from tinhso.kernel.events.actor import SYSTEM
from tinhso.kernel.events.event import name_of
from tinhso.kernel.events.events import OlderRowsNoted
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.record import record


def older_rows() -> dict[str, int]:
    """By table the greatest key that may lack its event; none of a table of which nothing was noted. One query.

    The first note of a table counts: it is sealed, and who writes another one later moves no border.
    """
    found: dict[str, int] = {}
    for row in EventRow.objects.filter(name=name_of(OlderRowsNoted)).order_by("pk"):
        for table, last in row.payload["rows"]:
            found.setdefault(table, last)
    return found


@transaction.atomic
def note_older_rows(tables: Iterable[str], *, now: datetime) -> None:
    """Once for each table, when the database is brought to the program that tells of it: 0 where it is empty."""
    known = older_rows()
    rows = tuple((table, _last(table)) for table in sorted(set(tables) - set(known)))
    if rows:
        record(OlderRowsNoted(rows=rows), by=SYSTEM, at=now)


def _last(table: str) -> int:
    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    return int(model._base_manager.aggregate(last=Max("pk"))["last"] or 0)
