from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tinhso.kernel.events.models import EventRow, Seal
from tinhso.kernel.events.public import (
    SYSTEM,
    Actor,
    Commitment,
    Event,
    commit,
    log_access,
    record,
    verify,
)
from tinhso.kernel.events.tests.makers import by_hand, seal_now

AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)
OFFICER = Actor(user_id=5, post_id=7, agency_id=3)

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    """Somebody sat down."""

    seat: int
    phone: Commitment | None = None


@pytest.fixture
def ids():
    """Five sealed events and one sealed access."""
    with transaction.atomic():
        ids = [record(SeatTaken(seat=n, case_id=n), by=OFFICER, at=AT) for n in range(5)]
    log_access(by=OFFICER, purpose="settle", page="onestop:dossier", case_ids=[1, 2], at=AT)
    seal_now()
    seal_now(Seal.Log.ACCESS)
    assert verify().ok
    return ids


@pytest.mark.long
def test_a_clean_log_is_clean_and_the_head_is_told(ids):
    verdict = verify()
    assert (verdict.ok, verdict.lines, verdict.checked, verdict.waiting) == (True, [], 6, 0)
    assert verdict.head == Seal.objects.get(log="events").hash
    assert verdict.access_head == Seal.objects.get(log="access").hash


@pytest.mark.long
def test_an_empty_log_is_clean():
    assert verify().ok
    assert verify().head == "0" * 64


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("at = at - interval '1 day'", "at"),
        ("recorded_at = recorded_at - interval '1 microsecond'", "recorded_at"),
        ("actor_id = 6", "actor_id"),
        ("post_id = null", "post_id"),
        ("agency_id = 4", "agency_id"),
        ("case_id = 99", "case_id"),
        ("name = 'onestop.DossierRefused'", "name"),
        ("epoch = 2", "epoch"),
        ("xid = '1'", "xid"),
    ],
)
def test_a_column_changed_by_hand_is_named(ids, change, column):
    by_hand(f"update kernel_event set {change} where id = %s", ids[2])
    verdict = verify()
    assert not verdict.ok
    line = next(line for line in verdict.lines if "khác với nội dung" in line)
    assert line.startswith(f"Sự kiện {ids[2]} (")
    assert f"cột {column} khác" in line
    assert all(f"Sự kiện {ids[2]} " in line or "sai thứ tự" in line for line in verdict.lines)


def test_the_line_tells_the_name_and_the_legal_moment(ids):
    by_hand("update kernel_event set actor_id = 6 where id = %s", ids[0])
    assert verify().lines == [
        f"Sự kiện {ids[0]} (events.SeatTaken, 08/03/2024 09:30:00): cột actor_id khác với nội dung của dòng (body)"
    ]


def test_a_body_changed_together_with_its_column_is_named_by_its_seal(ids):
    by_hand("update kernel_event set actor_id = 6, body = replace(body, '\"actor\":5', '\"actor\":6') where id = %s",
            ids[1])  # fmt: skip
    (line,) = verify().lines
    assert line.startswith(f"Sự kiện {ids[1]} (")
    assert "đã bị sửa sau khi niêm phong" in line


def test_a_changed_payload_is_named(ids):
    by_hand("update kernel_event set body = replace(body, '\"seat\":3', '\"seat\":4') where id = %s", ids[3])
    (line,) = verify().lines
    assert f"Sự kiện {ids[3]} " in line
    assert "đã bị sửa" in line


def test_a_deleted_row_is_named(ids):
    by_hand("delete from kernel_event where id = %s", ids[4])
    assert verify().lines == [f"Sự kiện {ids[4]} (niêm phong số 1): đã bị xóa hoặc đổi số sau khi niêm phong"]


def test_a_row_slipped_in_below_the_last_seal_is_named(ids):
    by_hand(
        "insert into kernel_event (id, epoch, xid, recorded_at, name, at, body)"
        " select 900000, epoch, '1', recorded_at, name, at, body from kernel_event where id = %s", ids[0],
    )  # fmt: skip
    lines = verify().lines
    assert all("Sự kiện 900000 " in line for line in lines)
    assert "bị chèn thêm" in lines[-1]


def test_a_row_that_waits_too_long_for_its_seal_fails_where_a_worker_runs(ids):
    with transaction.atomic():
        late = record(Event(), by=SYSTEM, at=AT)
    young = verify()
    assert (young.ok, young.waiting) == (True, 1)
    by_hand("update kernel_event set recorded_at = recorded_at - interval '11 minutes' where id = %s", late)
    alone = verify()
    assert (alone.waiting, alone.unsealed) == (0, 1), "nobody runs that could have sealed it"
    assert not any("chưa được niêm phong" in line for line in alone.lines)
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
    assert any(f"Sự kiện {late} " in line and "chưa được niêm phong" in line for line in verify().lines)


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("count = 4", "số dòng ghi trong niêm phong không khớp"),
        ("root = repeat('a', 64)", "gốc cây băm không khớp"),
        ("hash = repeat('a', 64)", "mã băm của niêm phong không khớp"),
        ("previous = repeat('a', 64)", "không nối tiếp"),
        ("number = 2", "thiếu niêm phong số 1"),
        ("leaves = substr(leaves, 33)", "gốc cây băm không khớp"),
        ("row_ids = row_ids[2:]", "bị chèn thêm"),
        ("row_ids = array[row_ids[1]] || row_ids", "hai niêm phong"),
    ],
)
def test_a_changed_seal_is_named(ids, change, words):
    by_hand(f"update kernel_seal set {change} where log = 'events'")
    assert any(words in line for line in verify().lines)


def test_a_changed_access_row_is_named(ids):
    by_hand("update kernel_access set case_ids = '{1}'")
    (line,) = verify().lines
    assert line.startswith("Lượt xem dữ liệu cá nhân ")
    assert "cột case_ids khác" in line


def test_a_purged_salt_leaves_the_log_clean_and_tells_nothing():
    salt = bytes(16)
    with transaction.atomic():
        id_ = record(SeatTaken(seat=1, phone=commit(salt, "0912345678")), by=OFFICER, at=AT)
    seal_now()
    assert EventRow.objects.get(pk=id_).payload["phone"] == commit(salt, "0912345678")
    del salt  # the salt lived in an erasable row only; the log never needed it
    assert verify().ok


@pytest.mark.long
def test_a_log_that_lies_everywhere_is_told_in_a_bounded_list(ids):
    with transaction.atomic():
        for n in range(250):
            record(SeatTaken(seat=n), by=OFFICER, at=AT)
    seal_now()
    by_hand("update kernel_event set actor_id = 6")
    lines = verify().lines
    assert len(lines) == 201
    assert lines[-1] == "… và 55 điểm sai khác nữa."


def test_a_head_noted_outside_shows_that_the_end_was_cut_off(ids):
    noted = verify().head
    assert verify(known_heads=[noted]).ok
    by_hand("delete from kernel_seal where log = 'events'")
    by_hand("delete from kernel_event")
    assert verify().ok  # the log alone cannot tell
    (line,) = verify(known_heads=[noted]).lines
    assert noted in line
