"""Domains that a log holds and none before it did: which machines asked for them, without a name leaving here.

What was seen before is known by digests with a key; without the key they say nothing. New domains that hardly another machine asks for, again and again, are counted by
machine; those of `familiar` (popular, the province's own, warning lists) are left out, with all below them.
"""

import hmac
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from tinhso.lib.hunting.logs import DIGESTS
from tinhso.lib.hunting.signs.review import Bounds, Limits, Sign, prepare
from tinhso.lib.hunting.statements import lines

DIGITS = 32
MARKED = {"domain": "varchar", "digest": "varchar", "familiar": "boolean"}
NEW = """with fresh as (
 select m.domain from marked m left join known k using (digest) where k.digest is null and not m.familiar
), asked as (
 select r.client, d.domain, any_value(d.made) as made, count(*) as times, bool_and(coalesce(r.failed, false)) as failed, min(r."at") as first, max(r."at") as last
 from r join d on d.id = r.name_id join fresh using (domain) group by r.client, d.domain
), rare as (select domain, count(*) as clients from asked group by domain having clients <= ?)
select client, count(*) as names, count(*) filter (clients = 1) as alone, count(*) filter (made) as made, count(*) filter (failed) as failed,
 sum(times) as times, min(first), max(last)
from asked join rare using (domain) where times >= ? group by client order by alone desc, names desc, client limit 2000"""


def first_seen(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    key: str,
    known: Path,
    familiar: Path,
    limits: Limits,
) -> list[Sign]:
    """By machine, the strongest first; beside them the file `DIGESTS`."""
    bounds = Bounds(**limits)
    prepare(connection, folder)
    names = set(familiar.read_text(encoding="utf-8").split())
    domains = connection.execute(
        "select distinct domain from d where domain is not null order by domain"
    ).fetchall()
    marks, seen = folder / "marked.tsv", folder / DIGESTS
    with marks.open("w", encoding="utf-8") as marked, seen.open("w", encoding="ascii") as digests:
        for (domain,) in domains:
            digest = digest_of(domain, key)
            marked.write(f"{domain}\t{digest}\t{str(_is_familiar(domain, names)).lower()}\n")
            digests.write(digest + "\n")
    connection.execute(f"create or replace temp table marked as from {lines(marks, MARKED)}")
    connection.execute(f"create or replace temp table known as from {lines(known, {'digest': 'varchar'})}")
    rows = connection.execute(NEW, [bounds.rare_clients, bounds.first_times]).fetchall()
    return [_sign(*row) for row in rows]


def digest_of(domain: str, key: str) -> str:
    return hmac.new(bytes.fromhex(key), domain.encode(), sha256).hexdigest()[:DIGITS]


def _is_familiar(domain: str, names: set[str]) -> bool:
    return any(part in names for part in _above(domain))


def _above(domain: str) -> Iterator[str]:
    while domain:
        yield domain
        domain = domain.partition(".")[2]


def _sign(
    client: str, names: int, alone: int, made: int, failed: int, times: int, first: int, last: int
) -> Sign:
    """The more of them nobody else asks for, or look made, the sooner it is looked at; never before the other signs."""
    figures: dict[str, Any] = {"names": names, "alone": alone, "made": made, "failed": failed, "times": times}
    return Sign(
        "first_seen", client, "", round(min(0.75, (alone + 2 * made + failed) / 20), 3), first, last, figures
    )
