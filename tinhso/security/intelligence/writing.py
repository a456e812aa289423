"""What a list changes, in a few statements whatever its length: new values, what the source says of each, what it withdraws."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from tinhso.kernel.site.public import copy_new_rows, new_row
from tinhso.lib.dates import local
from tinhso.lib.intelligence.record import Atom, ListedIndicator, ListedWeakness, Tlp
from tinhso.lib.intelligence.stix import ORDER
from tinhso.security.intelligence.hygiene import Hygiene
from tinhso.security.models import Indicator, IntelligenceLoad
from tinhso.security.pages.codes import code_of

LOCK = "select pg_advisory_xact_lock(hashtextextended('security.file_list', 21))"
MAKE = """create temporary table listed_indicators (kind text, value text, title text, external_id text, base int, tlp text,
 valid_from timestamptz, valid_until timestamptz, revoked boolean) on commit drop"""
COPY = "copy listed_indicators from stdin"
NEW = """select l.kind, l.value from listed_indicators l
 left join security_indicator i on i.kind = l.kind and i.value = l.value where i.id is null and not l.revoked"""
REPEAT = """update security_indicatorrecord r set load_id = %(load)s, title = l.title, external_id = l.external_id, base = l.base,
 tlp = l.tlp, valid_from = l.valid_from, valid_until = l.valid_until, last_loaded_at = greatest(r.last_loaded_at, %(now)s),
 revoked_at = case when l.revoked then coalesce(r.revoked_at, %(now)s) end
 from listed_indicators l join security_indicator i on i.kind = l.kind and i.value = l.value
 where r.indicator_id = i.id and r.source_id = %(source)s returning l.revoked"""
ADD = """insert into security_indicatorrecord (indicator_id, source_id, load_id, title, external_id, base, tlp, valid_from, valid_until,
 first_loaded_at, last_loaded_at, revoked_at)
 select i.id, %(source)s, %(load)s, l.title, l.external_id, l.base, l.tlp, l.valid_from, l.valid_until, %(now)s, %(now)s, null
 from listed_indicators l join security_indicator i on i.kind = l.kind and i.value = l.value
 left join security_indicatorrecord r on r.indicator_id = i.id and r.source_id = %(source)s
 where r.id is null and not l.revoked"""
WEAK_MAKE = """create temporary table listed_weaknesses (cve text primary key, since date, title text, ransomware boolean, epss float,
 percentile float) on commit drop"""
WEAK_COPY = "copy listed_weaknesses from stdin"
KEV_ENDED = """update security_weaknessintelligence w set exploited_since = null, title = '', ransomware = false, exploited_load_id = %(load)s
 where exploited_since is not null and not exists (select 1 from listed_weaknesses l where l.cve = w.cve)"""
KEV = """insert into security_weaknessintelligence (cve, exploited_since, title, ransomware, exploited_load_id)
 select cve, since, title, ransomware, %(load)s from listed_weaknesses
 on conflict (cve) do update set exploited_since = excluded.exploited_since, title = excluded.title,
 ransomware = excluded.ransomware, exploited_load_id = excluded.exploited_load_id returning (xmax = 0)"""
EPSS = """insert into security_weaknessintelligence (cve, title, ransomware, epss, percentile, scored_on, scored_load_id)
 select cve, '', false, epss, percentile, %(day)s, %(load)s from listed_weaknesses
 on conflict (cve) do update set epss = excluded.epss, percentile = excluded.percentile, scored_on = excluded.scored_on,
 scored_load_id = excluded.scored_load_id returning (xmax = 0)"""


@dataclass
class Result:
    new: int = 0
    repeated: int = 0
    held_back: int = 0
    revoked: int = 0


def wait_for_other_lists() -> None:
    """Until the end of the caller's transaction nobody else writes what a list says."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def merged(listed: Iterable[ListedIndicator]) -> dict[Atom, ListedIndicator]:
    """One of each value: of several records the surest and the longest, with the narrowest mark; withdrawn where all of them are."""
    found: dict[Atom, ListedIndicator] = {}
    for one in listed:
        before = found.get(one.atom)
        found[one.atom] = (
            one if before is None or (before.revoked and not one.revoked) else _joined(before, one)
        )
    return found


def _joined(before: ListedIndicator, one: ListedIndicator) -> ListedIndicator:
    tlps = [level for level in (before.tlp, one.tlp) if level]
    tlp = max(tlps, key=ORDER.index, default=None)
    if one.revoked and not before.revoked:
        return replace(before, tlp=tlp)
    untils = (before.valid_until, one.valid_until)
    return replace(
        before,
        title=before.title or one.title,
        external_id=before.external_id or one.external_id,
        confidence=max(
            (each for each in (before.confidence, one.confidence) if each is not None), default=None
        ),
        valid_until=None if None in untils else max(each for each in untils if each),
        tlp=tlp,
    )


def write_indicators(load: IntelligenceLoad, listed: Iterable[ListedIndicator], now: datetime) -> Result:
    """Within the caller's transaction; another list waits."""
    every, result, source = merged(listed), Result(), load.source
    wait_for_other_lists()
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        with cursor.copy(COPY) as copy:
            for atom, one in every.items():
                tlp = max([Tlp(source.tlp), *([one.tlp] if one.tlp else [])], key=ORDER.index)
                base = max(1, round(source.trust * (100 if one.confidence is None else one.confidence) / 100))
                copy.write_row(
                    [
                        atom.kind,
                        atom.value,
                        one.title,
                        one.external_id,
                        base,
                        tlp,
                        one.valid_from,
                        one.valid_until,
                        one.revoked,
                    ]
                )
        cursor.execute("analyze listed_indicators")
        cursor.execute(NEW)
        fresh = [_fresh(kind, value, now) for kind, value in cursor.fetchall()]
        result.held_back = _hold_back(fresh, now)
        copy_new_rows(fresh)
        parts: dict[str, Any] = {"load": load.pk, "source": source.pk, "now": now}
        cursor.execute(REPEAT, parts)
        revoked = [row[0] for row in cursor.fetchall()]
        result.revoked, result.repeated = sum(revoked), len(revoked) - sum(revoked)
        cursor.execute(ADD, parts)
        result.new = cursor.rowcount
        cursor.execute("drop table listed_indicators")
    return result


def _fresh(kind: str, value: str, now: datetime) -> Indicator:
    return new_row(Indicator, code=code_of(uuid4()), kind=kind, value=value, first_loaded_at=now)


def _hold_back(rows: list[Indicator], now: datetime) -> int:
    """Marks those that a warning list names; how many."""
    if not rows:
        return 0
    hygiene, found = Hygiene.on(local(now).date()), 0
    for row in rows:
        if warned := hygiene.warning_of(row.kind, row.value):
            row.state, row.warning = Indicator.State.HELD_BACK, warned.kind
            row.warning_value, row.warning_list_id = warned.value[:253], warned.list_id
            found += 1
    return found


def write_weaknesses(
    load: IntelligenceLoad, listed: Iterable[ListedWeakness], *, exploited: bool, issued: datetime
) -> Result:
    """A whole list of KEV or EPSS; what KEV leaves out is exploited no longer as far as it knows."""
    every, result = {one.cve: one for one in listed}, Result()
    wait_for_other_lists()
    with connection.cursor() as cursor:
        cursor.execute(WEAK_MAKE)
        with cursor.copy(WEAK_COPY) as copy:
            for one in every.values():
                since = local(one.exploited_since).date() if one.exploited_since else None
                copy.write_row([one.cve, since, one.title, one.ransomware, one.epss, one.percentile])
        parts: dict[str, Any] = {"load": load.pk, "day": local(issued).date()}
        if exploited:
            cursor.execute(KEV_ENDED, parts)
            result.revoked = cursor.rowcount
            cursor.execute(KEV, parts)
        else:
            cursor.execute(EPSS, parts)
        made = [row[0] for row in cursor.fetchall()]
        result.new, result.repeated = sum(made), len(made) - sum(made)
        cursor.execute("drop table listed_weaknesses")
    return result
