"""In which years and months a finding was seen: written as reports come, never taken back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from tinhso.lib.dates import local

Sighting = tuple[int, Iterable[datetime]]
"""Key of a finding, and the moments at which a report shows it."""
WIDENING = """insert into security_findingyear as was (finding_id, year, first_seen, last_seen, months)
select finding_id, year, first_seen, last_seen, array(select unnest(months::smallint[]) order by 1) from {source}
on conflict (finding_id, year) do update set
 first_seen = least(was.first_seen, excluded.first_seen), last_seen = greatest(was.last_seen, excluded.last_seen),
 months = array(select distinct unnest(was.months || excluded.months) order by 1)
where was.first_seen is null or was.first_seen > excluded.first_seen or was.last_seen < excluded.last_seen or not was.months @> excluded.months"""
NOTE = WIDENING.format(
    source="""unnest(%s::bigint[], %s::smallint[], %s::timestamptz[], %s::timestamptz[], %s::text[])
 as reported (finding_id, year, first_seen, last_seen, months)"""
)
JOIN = WIDENING.format(
    source="""(select %(to)s as finding_id, year, first_seen, last_seen, months from security_findingyear
 where finding_id = %(of)s and first_seen is not null) as other"""
)
MOVE = """update security_findingyear set finding_id = %(to)s where finding_id = %(of)s
 and year not in (select year from security_findingyear where finding_id = %(to)s)"""
REMOVED = "delete from security_findingyear where finding_id = %(of)s"


def note_years(every: Iterable[Sighting]) -> None:
    """One statement for however many findings."""
    rows = [
        (finding, year, min(days), max(days), str({one.month for one in days}))
        for finding, moments in every
        for year, days in _by_year(moments).items()
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(NOTE, [list(column) for column in zip(*rows, strict=True)])


def _by_year(moments: Iterable[datetime]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for one in set(moments):
        day = local(one)
        found[day.year].append(day)
    return found


def join_years(of: int, to: int) -> None:
    """One finding turns out to be another: its years are the other's."""
    words = {"of": of, "to": to}
    with connection.cursor() as cursor:
        cursor.execute(MOVE, words)
        cursor.execute(JOIN, words)
        cursor.execute(REMOVED, words)
