"""Sealing in tests: an open transaction of this database holds the sealer back, as threads of a test may."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, transaction

from tinhso.kernel.events.models import Seal
from tinhso.kernel.events.sealing import BORDER, running_elsewhere, seal


def wait_for_others() -> None:
    """Until every transaction of this database that runs now has ended; call it outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text")
        (until,) = cursor.fetchone()
        for _ in range(3000):
            cursor.execute(f"select ({BORDER}) >= %s::text::xid8", [running_elsewhere(), until])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise TimeoutError("a transaction of this database does not end")


def seal_now(log: Seal.Log = Seal.Log.EVENTS, *, batch: int = 10_000) -> int:
    """Seal everything committed so far, whatever else runs."""
    wait_for_others()
    return seal(log, batch=batch)


def by_hand(sql: str, *values: int) -> None:
    """What only a superuser can do: change rows with the triggers switched off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(sql, values)


@contextmanager
def busy_neighbour() -> Iterator[str]:
    """A transaction that has its number and does not end, in another database of the cluster; its number."""
    where = {**connection.get_connection_params(), "dbname": "postgres"}
    words = {key: where[key] for key in ("host", "port", "user", "password", "dbname") if where.get(key)}
    with psycopg.connect(**words) as other:
        yield str(other.execute("select pg_current_xact_id()::xid::text").fetchone()[0])
        other.rollback()
