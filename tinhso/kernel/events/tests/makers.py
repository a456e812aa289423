"""Sealing in tests: parallel suites share a cluster, and an open transaction anywhere in it holds the sealer back."""

import time

from django.db import connection, transaction

from tinhso.kernel.events.models import Seal
from tinhso.kernel.events.sealing import seal


def wait_for_others() -> None:
    """Until every transaction that runs now has ended; call it outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text")
        (until,) = cursor.fetchone()
        for _ in range(3000):
            cursor.execute("select pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8", [until])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise TimeoutError("a transaction in this cluster does not end")


def seal_now(log: Seal.Log = Seal.Log.EVENTS, *, batch: int = 10_000) -> int:
    """Seal everything committed so far, whatever else runs in the cluster."""
    wait_for_others()
    return seal(log, batch=batch)


def by_hand(sql: str, *values: int) -> None:
    """What only a superuser can do: change rows with the triggers switched off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(sql, values)
