"""The sealer: takes what is finished, in the order (epoch, xid, id), and chains it. No lock, no leader.

Every transaction of this database below the border has ended, so nothing can still appear before the last sealed row,
however long somebody else's transaction stays open. Racing sealers build on the same seal and one of them wins
by UNIQUE(log, previous).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tinhso.kernel.events.logs import LOGS, SealedLog
from tinhso.kernel.events.models import Seal
from tinhso.lib import merkle

BATCH = 10_000
NOTHING = "0" * 64
"""What the first seal of a log names as the one before it."""

ELSEWHERE = """
select l.transactionid::text from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
  and a.datid <> (select oid from pg_database where datname = current_database())
"""

BORDER = f"""
select least(
  pg_current_xact_id_if_assigned(),
  (select x from pg_snapshot_xip(pg_current_snapshot()) x
   where x::xid::text <> all(%s) and x::xid::text not in ({ELSEWHERE}) order by x limit 1),
  pg_snapshot_xmax(pg_current_snapshot()))
"""  # noqa: S608 - our own words
"""Below it every transaction that could write here has ended; its parameter is what `running_elsewhere` found just before.

pg_snapshot_xmin alone spans the cluster: a long transaction of a neighbour's database would hold seals and signatures
back for as long as it likes. Every transaction locks its own number until it ends, and the process that holds the lock
tells its database; where that cannot be shown (one that has just ended, a prepared one) it counts as ours. One of a
neighbour's that ends while the statement runs would so stand in the way: it is known from before.
"""


def running_elsewhere() -> list[str]:
    """The numbers of the transactions that other databases of the cluster have open, as text. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")  # who runs where now, not when this began
        cursor.execute(ELSEWHERE)
        return [number for (number,) in cursor.fetchall()]


def oldest_open() -> int:
    """The first transaction number that may still write in this database: whatever is below it has ended. Three statements."""
    elsewhere = running_elsewhere()
    with connection.cursor() as cursor:
        cursor.execute(f"select ({BORDER})::text::bigint", [elsewhere])  # noqa: S608 - our own words
        return int(cursor.fetchone()[0])


OPEN = """
select r.epoch, r.xid::text::bigint, r.id, r.body from {table} r
where (r.epoch, r.xid, r.id) > (%s, %s::text::xid8, %s)
  and (r.epoch < kernel_current_epoch() or r.xid < ({border}))
order by r.epoch, r.xid, r.id limit %s
"""

INSERT = """
insert into kernel_seal (log, number, previous, root, hash, count, row_ids, leaves,
                         last_epoch, last_xid, last_id, created_at)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::text::xid8, %s, clock_timestamp())
on conflict do nothing returning id
"""

BEHIND = """
select %s = kernel_current_epoch() and %s::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot())
"""


class EpochMissing(RuntimeError):
    """The last sealed transaction lies in the future: a restored cluster that has not called `begin_epoch`."""


@dataclass(frozen=True)
class Head:
    """The last seal of a log: what the next one builds on."""

    number: int = 0
    hash: str = NOTHING
    epoch: int = 0
    xid: int = 0
    id: int = 0


def head_of(log: Seal.Log) -> Head:
    columns = ("number", "hash", "last_epoch", "last_xid", "last_id")
    row = Seal.objects.filter(log=log).order_by("-number").values_list(*columns).first()
    return Head(*row) if row else Head()


def seal_hash(previous: str, root: str, count: int) -> str:
    """SHA-256(previous ‖ root ‖ count as 8 bytes big-endian), all hexadecimal."""
    data = bytes.fromhex(previous) + bytes.fromhex(root) + count.to_bytes(8, "big")
    return hashlib.sha256(data).hexdigest()


def seal(log: Seal.Log = Seal.Log.EVENTS, *, batch: int = BATCH) -> int:
    """Seal every finished row of the log in batches; returns how many rows this call sealed. May run anywhere.

    Raises EpochMissing where a restore forgot `begin_epoch`: sealing would otherwise stop without a word.
    """
    sealed = 0
    _refuse_to_stop_silently(head_of(log))
    while rows := _open_rows(LOGS[log], head := head_of(log), batch):
        sealed += _append(log, head, rows)
    return sealed


@transaction.atomic
def begin_epoch() -> int:
    """Start the next epoch and seal all that is open; returns its number.

    `restore` calls it before traffic. Writers wait until it is done. Needs the role that owns the tables.
    """
    with connection.cursor() as cursor:
        cursor.execute("lock table kernel_event, kernel_access in share row exclusive mode")
        cursor.execute(
            "insert into kernel_epoch (number, began_at)"
            " values (kernel_current_epoch() + 1, clock_timestamp()) returning number"
        )
        number: int = cursor.fetchone()[0]
    for log in LOGS:
        seal(log)
    return number


def _refuse_to_stop_silently(head: Head) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [head.epoch, head.xid])
        if cursor.fetchone()[0]:
            raise EpochMissing(f"sealed up to transaction {head.xid}: call begin_epoch after a restore")


def _open_rows(log: SealedLog, head: Head, batch: int) -> list[Any]:
    elsewhere = running_elsewhere()
    with connection.cursor() as cursor:
        statement = OPEN.format(table=log.table, border=BORDER)
        cursor.execute(statement, [head.epoch, head.xid, head.id, elsewhere, batch])
        rows: list[Any] = cursor.fetchall()
    return rows


def _append(log: Seal.Log, head: Head, rows: list[Any]) -> int:
    """Build the next seal on `head`; 0 if another sealer was first."""
    leaves = [merkle.leaf(body.encode()) for *_, body in rows]
    root = merkle.root(leaves).hex()
    epoch, xid, id_, _ = rows[-1]
    values = [
        *(log, head.number + 1, head.hash, root, seal_hash(head.hash, root, len(rows)), len(rows)),
        *([row[2] for row in rows], b"".join(leaves), epoch, xid, id_),
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        return len(rows) if cursor.fetchone() else 0
