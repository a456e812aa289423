"""Which indicators are held against stored logs, since when: what is newer than a log's `hunted_at` is new to it.

What is held against logs no more (ended, withdrawn, held back, faded) goes from here: when it comes back it is new to every log again, so
that the logs of the time between are held against it too.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from tinhso.security.models import HuntedIndicator, NetworkLog

AT_A_TIME = 5000
LOCK = "select pg_advisory_xact_lock(hashtextextended('security.hunted_indicators', 22))"
MAKE = "create temporary table listed_now (kind text, value text) on commit drop"
COPY = "copy listed_now from stdin"
ENDED = """delete from security_huntedindicator h
 where not exists (select 1 from listed_now l where l.kind = h.kind and l.value = h.value)"""
NEW = """insert into security_huntedindicator (kind, value, since) select kind, value, %s from listed_now
 on conflict (kind, value) do nothing"""


@transaction.atomic
def note_indicators(pairs: Iterable[tuple[str, str]], now: datetime) -> int:
    """Kinds and values of the whole list of this moment; how many were not there before."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(MAKE)
        with cursor.copy(COPY) as copy:
            for kind, value in pairs:
                copy.write_row([kind, value[:255]])
        cursor.execute("analyze listed_now")
        cursor.execute(ENDED)
        cursor.execute(NEW, [now])
        new = cursor.rowcount
        cursor.execute("drop table listed_now")
    return new


def new_to(log: NetworkLog, current: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the list that came after the log was last held against it."""
    newer = HuntedIndicator.objects.filter(since__gt=log.hunted_at).values_list("kind", "value")
    return sorted(set(newer.iterator(chunk_size=AT_A_TIME)) & set(current))
