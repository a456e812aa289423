"""What in a log a person should look at, with the figures that say why. A sign is no finding: updates and clocks are as regular as malice.

Names are read here and leave as the registered domain alone, and only where it is the reason itself.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import duckdb

from tinhso.lib.hunting import statements
from tinhso.lib.hunting.public_suffixes import built_in_suffixes
from tinhso.lib.hunting.signs.made_names import looks_made

MOST_SIGNS = 2000
Limits = dict[str, Any]


@dataclass(frozen=True)
class Sign:
    """`target` is a registered domain, or the address and port of a connection; "" where no single one is the reason."""

    kind: str
    client: str
    target: str
    score: float
    first: int
    last: int
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Bounds:
    """From which figures on a sign is one; each may be given by whoever asks."""

    made_names: int = 5
    made_share: float = 0.2
    beacon_times: int = 12
    beacon_hours: float = 2.0
    beacon_score: float = 0.8
    rare_clients: int = 2
    long_hours: float = 4.0
    tunnel_names: int = 100
    tunnel_length: float = 20.0
    first_times: int = 10
    first_days: float = 7
    """Of `first_seen`: how often a machine asked; the days of logs that there must be before anything counts as new are the caller's to look at."""


def signs_in(connection: duckdb.DuckDBPyConnection, folder: Path, limits: Limits) -> list[dict[str, Any]]:
    """The strongest first, at most `MOST_SIGNS`."""
    bounds = Bounds(**limits)
    prepare(connection, folder)
    readers: tuple[Callable[[duckdb.DuckDBPyConnection, Bounds], list[Sign]], ...] = (
        made_names,
        beacons,
        long_connections,
        tunnels,
    )
    found = [sign for read in readers for sign in read(connection, bounds)]
    found.sort(key=lambda one: (-one.score, one.kind, one.client, one.target))
    return [asdict(one) for one in found[:MOST_SIGNS]]


def prepare(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """`r`: the rows, `d`: of each name its registered domain, and whether that looks made."""
    names, suffixes = statements.parquet(folder, "names"), built_in_suffixes()
    connection.execute(f"create or replace temp view r as from {statements.parquet(folder, 'rows')}")
    connection.execute(f"create or replace temp view names as from {names}")
    with NamedTemporaryFile("w", suffix=".tsv", encoding="ascii", dir=folder) as stream:
        rows = connection.execute(NAMES.format(names=names))
        while some := rows.fetchmany(10_000):
            for number, name in some:
                domain = suffixes.registered_domain(name)
                stream.write(f"{number}\t{domain}\t{str(looks_made(domain)).lower()}\n")
        stream.flush()
        domains = statements.lines(Path(stream.name), DOMAINS)
        connection.execute(f"create or replace temp table d as from {domains}")


NAMES = "select id, name from {names}"
DOMAINS = {"id": "integer", "domain": "varchar", "made": "boolean"}
MADE = """select r.client, count(distinct d.domain) filter (d.made) as made, count(distinct d.domain) as failed, min(r."at"), max(r."at")
from r join d on d.id = r.name_id where r.failed and d.domain is not null group by r.client
having made >= ? and made >= ? * failed order by made desc, r.client limit 2000"""
# One contact a second: a question for both kinds of addresses is one contact.
BEACONS = """with contact as (
 select distinct r.client, coalesce(d.domain, r.destination || coalesce(' cổng ' || r.port, '')) as target, r."at" // 1000000 as moment
 from r left join d on d.id = r.name_id where (r.name_id is not null and d.domain is not null) or (r.name_id is null and r.destination is not null)
), rare as (select target, count(distinct client) as clients from contact group by target having clients <= ?
), gap as (
 select c.client, c.target, clients, moment, moment - lag(moment) over (partition by c.client, c.target order by moment) as seconds
 from contact c join rare using (target)
), spread as (
 select client, target, any_value(clients) as clients, count(*) as times, min(moment) as first, max(moment) as last,
  quantile_cont(seconds, 0.25) as q1, median(seconds) as q2, quantile_cont(seconds, 0.75) as q3, mad(seconds) as deviation
 from gap group by client, target having times >= ? and last - first >= ? * 3600
)
select client, target, clients, times, first, last, q2, (
  1 - least(1, deviation / greatest(q2, 1)) + case when q3 = q1 then 1 else 1 - abs(q1 + q3 - 2 * q2) / (q3 - q1) end
 + least(1, times * q2 / greatest(last - first, 1))) / 3 as score
from spread where score >= ? order by score desc, client, target limit 2000"""
LONG = """with others as (select destination, count(distinct client) as clients from r where kind = 'connection' group by destination)
select r.client, r.destination || coalesce(' cổng ' || r.port, '') as target, any_value(o.clients), max(r.duration), sum(r.duration),
 sum(coalesce(r.sent, 0)), min(r."at"), max(r."at"), count(*)
from r join others o using (destination) where r.kind = 'connection' and r.duration >= ? * 3600 and o.clients <= ? and not regexp_matches(r.destination, ?)
group by r.client, target order by max(r.duration) desc, r.client limit 2000"""
INSIDE = r"^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd]|fe80|::1$|22[4-9]\.|23\d\.|ff)"
TUNNELS = """with used as (select r.client, r.name_id, any_value(r.type) as type, min(r."at") as first, max(r."at") as last
 from r where r.kind = 'dns' and r.name_id is not null group by r.client, r.name_id)
select u.client, d.domain, count(*) as names, avg(length(n.name) - length(d.domain) - 1) as longer,
 avg((u.type in ('TXT', 'NULL', 'CNAME', 'MX'))::int) as texts, min(u.first), max(u.last)
from used u join d on d.id = u.name_id join names n on n.id = u.name_id where d.domain is not null and n.name <> d.domain
group by u.client, d.domain having names >= ? and longer >= ? order by names desc, u.client, d.domain limit 2000"""


def made_names(connection: duckdb.DuckDBPyConnection, bounds: Bounds) -> list[Sign]:
    """Machines that asked for many names which do not exist and look made; no name is told."""
    rows = connection.execute(MADE, [bounds.made_names, bounds.made_share]).fetchall()
    return [
        Sign("made_names", client, "", min(1.0, made / 20), first, last, {"made": made, "failed": failed})
        for client, made, failed, first, last in rows
    ]


def beacons(connection: duckdb.DuckDBPyConnection, bounds: Bounds) -> list[Sign]:
    """Contacts at even intervals with what hardly another machine asks for."""
    values = [bounds.rare_clients, bounds.beacon_times, bounds.beacon_hours, bounds.beacon_score]
    return [
        Sign(
            "beacon", client, target, round(score, 3), first * 1_000_000, last * 1_000_000,
            {"times": times, "seconds": round(every, 1), "clients": clients},
        )
        for client, target, clients, times, first, last, every, score in connection.execute(BEACONS, values).fetchall()
    ]  # fmt: skip


def long_connections(connection: duckdb.DuckDBPyConnection, bounds: Bounds) -> list[Sign]:
    """Connections that stay open for hours with an address outside which hardly another machine speaks with."""
    values = [bounds.long_hours, bounds.rare_clients, INSIDE]
    return [
        Sign(
            "long_connection", client, target, min(1.0, longest / 86400), first, last,
            {"hours": round(longest / 3600, 1), "sent": sent, "times": times, "clients": clients},
        )
        for client, target, clients, longest, _every, sent, first, last, times in connection.execute(LONG, values).fetchall()
    ]  # fmt: skip


def tunnels(connection: duckdb.DuckDBPyConnection, bounds: Bounds) -> list[Sign]:
    """Many long names below one domain, each asked for once: data may travel in them."""
    values = [bounds.tunnel_names, bounds.tunnel_length]
    return [
        Sign(
            "tunnel", client, domain, min(1.0, names / 1000), first, last,
            {"names": names, "length": round(longer, 1), "texts": round(100 * texts, 1)},
        )
        for client, domain, names, longer, texts, first, last in connection.execute(TUNNELS, values).fetchall()
    ]  # fmt: skip
