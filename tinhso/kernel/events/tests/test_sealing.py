import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction
from procrastinate.contrib.django import app

from tinhso.kernel.events import tasks
from tinhso.kernel.events.models import EventRow, Seal
from tinhso.kernel.events.public import (
    SYSTEM,
    EpochMissing,
    Event,
    begin_epoch,
    copy_events,
    log_access,
    record,
    seal,
    verify,
)
from tinhso.kernel.events.sealing import BORDER, NOTHING, running_elsewhere, seal_hash
from tinhso.kernel.events.tests.makers import busy_neighbour, by_hand, seal_now, wait_for_others
from tinhso.lib import merkle

AT = datetime(2024, 3, 8, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def events(count: int) -> list[int]:
    with transaction.atomic():
        return [record(Event(case_id=n), by=SYSTEM, at=AT) for n in range(count)]


def sealed() -> list[int]:
    return [i for s in Seal.objects.filter(log=Seal.Log.EVENTS).order_by("number") for i in s.row_ids]


def test_seals_chain_bounded_batches_of_leaves():
    ids = events(25)
    assert seal_now(batch=10) == 25
    assert seal() == 0
    first, second, third = Seal.objects.order_by("number")
    assert [first.count, second.count, third.count] == [10, 10, 5]
    assert first.previous == NOTHING
    assert (second.previous, third.previous) == (first.hash, second.hash)
    bodies = dict(EventRow.objects.values_list("id", "body"))
    leaves = [merkle.leaf(bodies[i].encode()) for i in ids[:10]]
    assert bytes(first.leaves) == b"".join(leaves)
    assert first.root == merkle.root(leaves).hex()
    assert first.hash == seal_hash(NOTHING, first.root, 10)
    assert sealed() == ids
    assert verify().ok


def test_nothing_is_sealed_past_an_open_transaction_and_nothing_is_skipped():
    recorded, may_end = threading.Event(), threading.Event()
    early: list[int] = []

    def long_deed():
        with transaction.atomic():
            early.append(record(Event(), by=SYSTEM, at=AT))
            recorded.set()
            assert may_end.wait(180)
        connections.close_all()

    thread = threading.Thread(target=long_deed)
    thread.start()
    assert recorded.wait(180)
    later = events(3)
    assert seal() == 0  # the later ones wait for the earlier one
    may_end.set()
    thread.join(180)
    assert seal_now() == 4
    assert sealed() == early + later
    assert verify().ok


@pytest.mark.long
@pytest.mark.parametrize("role", ["none", "tinhso_app"])
def test_a_transaction_of_another_database_holds_nothing_back(role):
    with busy_neighbour():
        ids = events(3)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"set local role {role}")
            assert seal() == 3
    assert sealed() == ids
    assert verify().ok


def test_a_neighbour_that_ends_while_the_sealer_looks_does_not_stand_in_the_way():
    with ExitStack() as neighbour:
        number = neighbour.enter_context(busy_neighbour())
        elsewhere = running_elsewhere()
        events(1)  # a later number has ended: the snapshot tells of the neighbour's
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
            cursor.execute("select pg_current_snapshot()")
            neighbour.close()  # its lock is gone, this snapshot still counts it as running
            borders = []
            for known in (elsewhere, [one for one in elsewhere if one != number]):
                cursor.execute(f"select ({BORDER})::text::bigint", [known])
                borders.append(int(cursor.fetchone()[0]))
    assert borders[1] <= int(number) < borders[0]


def test_a_sealer_never_seals_rows_of_its_own_open_transaction():
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=AT)
        assert seal() == 0
    assert seal_now() == 1


def test_racing_sealers_seal_every_row_once():
    for _ in range(8):
        events(25)
    wait_for_others()

    def run(_):
        try:
            return seal(batch=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 200
    assert sorted(sealed()) == sorted(EventRow.objects.values_list("id", flat=True))
    assert len(sealed()) == 200
    assert verify().ok


def test_a_new_epoch_goes_on_sealing_where_a_restored_cluster_counts_anew():
    # A restored cluster: what was sealed there bears transaction ids that lie far ahead of ours.
    ahead = 10**12
    old = events(2)
    by_hand(
        f"update kernel_event set xid = '{ahead}', body = replace(body, '\"xid\":' || xid, '\"xid\":{ahead}')"
    )
    by_hand("insert into kernel_epoch values (2, now()), (3, now())")
    assert seal() == 2  # rows of an earlier epoch are all finished
    by_hand("update kernel_seal set last_epoch = 1; delete from kernel_epoch")
    events(1)
    with pytest.raises(EpochMissing):
        seal()
    assert begin_epoch() == 2
    new = events(2)
    seal_now()
    assert EventRow.objects.get(pk=new[0]).epoch == 2
    assert sealed()[:2] == old
    assert sealed()[-2:] == new


def test_begin_epoch_seals_what_is_open_in_both_logs():
    events(3)
    log_access(by=SYSTEM, purpose="settle", page="onestop:dossier", case_ids=[1], at=AT)
    assert begin_epoch() == 2
    assert begin_epoch() == 3
    assert dict(Seal.objects.values_list("log", "count")) == {"events": 3, "access": 1}
    events(1)
    assert seal_now() == 1
    assert verify().ok


def test_copied_rows_are_sealed_like_recorded_ones():
    with transaction.atomic():
        assert copy_events((Event(case_id=n), SYSTEM, AT) for n in range(50)) == 50
    assert seal_now() == 50
    assert verify().ok
    assert EventRow.objects.filter(case_id=7).count() == 1


def test_rows_that_ask_the_database_while_they_are_read_are_copied_too(monkeypatch):
    def asking():
        with connection.cursor() as cursor:
            cursor.execute("select 7")
            return cursor.fetchone()[0]

    monkeypatch.setattr("tinhso.kernel.events.bulk.AT_A_TIME", 2)
    with transaction.atomic():
        assert copy_events((Event(case_id=asking()), SYSTEM, AT) for _ in range(5)) == 5
        assert copy_events([]) == 0
    assert EventRow.objects.filter(case_id=7).count() == 5


def test_the_app_role_seals_and_delivers_but_begins_no_epoch():
    events(2)
    log_access(by=SYSTEM, purpose="settle", page="onestop:dossier", case_ids=[1], at=AT)
    wait_for_others()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role tinhso_app")
        assert seal() == 2
        assert seal(Seal.Log.ACCESS) == 1
        cursor.execute(
            "insert into kernel_delivery (event_id, receiver, done_at) select id, 'a.b', now() from kernel_event"
        )
        assert verify().ok
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            begin_epoch()


def test_the_jobs_of_the_worker_seal_each_log_on_its_schedule():
    events(2)
    log_access(by=SYSTEM, purpose="settle", page="onestop:dossier", case_ids=[1], at=AT)
    wait_for_others()
    tasks.seal_events(timestamp=0)
    tasks.seal_access(timestamp=0)
    assert dict(Seal.objects.values_list("log", "count")) == {"events": 2, "access": 1}
    schedules = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert schedules["events.seal"] == "* * * * *"
    assert schedules["events.seal_access"] == "10 17 * * *"
