"""Rows of the log lie in batches under the kernel's seals: what a hand in the database does is named by `tinhso verify`."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.bulk import copy_calls
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.calls.proof.batches import body_of
from tinhso.exchange.calls.proof.comparison import CALLS
from tinhso.exchange.calls.tests.test_calls import line
from tinhso.exchange.data_uses.actions.erase_call_people import erase_call_people
from tinhso.exchange.data_uses.tests.makers import make_rules
from tinhso.exchange.models import CallBatch, ExchangeCall
from tinhso.kernel.events.public import SYSTEM, EventRow, comparisons
from tinhso.kernel.events.tests.makers import by_hand

PERSON = {"named": "person", "subject": "a" * 32, "issue": "H56-240308-0001"}


def imported(folder, *lines):
    folder.mkdir(exist_ok=True)
    (folder / f"p-{uuid4()}.jsonl").write_bytes(b"".join(lines))
    return import_calls(folder=folder, by=SYSTEM, now=NOW)


@pytest.fixture
def sealed(db, tmp_path):
    """Five rows in one batch, one of them about a person; the folder."""
    imported(tmp_path / "calls", *[line() for _ in range(4)], line(**PERSON))
    with connection.cursor() as cursor:  # as at the end of the import's own transaction
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    return tmp_path / "calls"


def found():
    return CALLS.whole(lambda n: None)


def test_what_came_in_together_is_one_batch_and_one_event_and_holds(sealed):
    assert CALLS in comparisons(slow=False)
    batch, event = CallBatch.objects.get(), EventRow.objects.get(name="exchange.CallsSealed")
    assert (batch.number, batch.count, batch.event) == (1, 5, event.pk)
    assert event.payload["root"] == batch.root and event.payload["count"] == 5
    for compare in (CALLS.whole, CALLS.changed):
        result = compare(lambda n: None)
        assert (result.lines, result.checked, result.uncheckable) == ([], 5, 0)


def test_the_same_lines_again_make_no_batch_and_take_no_number(sealed):
    second_seal = line()
    imported(sealed, second_seal)
    imported(sealed, second_seal)
    imported(sealed, line())
    assert list(CallBatch.objects.order_by("number").values_list("number", "count")) == [
        (1, 5),
        (2, 1),
        (3, 1),
    ]
    assert found().lines == []


def test_two_files_of_one_run_are_one_batch(db, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}-1.jsonl").write_bytes(line() + line())
    import_calls(folder=tmp_path, by=SYSTEM, now=NOW)
    assert CallBatch.objects.get().count == 4


def test_a_leaf_holds_whom_it_is_about_only_as_a_commitment(sealed):
    row = ExchangeCall.objects.get(named="person")
    body = json.loads(body_of(row))
    assert not {"named", "subject", "issue", "about_salt", "batch"} & set(body)
    assert body["about"] == row.about and len(bytes(row.about_salt)) == 16
    other = ExchangeCall.objects.filter(named="").first()
    assert (other.about, bytes(other.about_salt)) == ("", b"")


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("update exchange_exchangecall set status = 500 where id = (select id from x)", "đã bị sửa"),
        ("update exchange_exchangecall set client = 'GOV/x/y' where id = (select id from x)", "đã bị sửa"),
        (
            "update exchange_exchangecall set at = at - interval '1 hour' where id = (select id from x)",
            "bị sửa",
        ),
        ("update exchange_exchangecall set subject = repeat('b', 32) where named = 'person'", "bí danh"),
        ("update exchange_exchangecall set issue = 'H56-240308-0002' where named = 'person'", "bí danh"),
        ("update exchange_exchangecall set about = repeat('b', 64) where named = 'person'", "đã bị sửa"),
        (
            "update exchange_exchangecall set named = 'erased', subject = '', issue = '', about_salt = ''"
            " where named = 'person'",
            "trước thời hạn",
        ),
        ("delete from exchange_exchangecall where id = (select id from x)", "đã bị xóa sau khi niêm phong"),
        ("delete from exchange_exchangecall", "đã bị xóa sau khi niêm phong"),
        ("update exchange_exchangecall set batch_id = null where id = (select id from x)", "chèn thêm"),
        (
            "update exchange_exchangecall set id = gen_random_uuid() where id = (select id from x)",
            "chèn thêm",
        ),
        ("delete from exchange_callbatch", "Lô nhật ký lời gọi số 1 đã bị xóa"),
        ("update exchange_callbatch set root = repeat('a', 64)", "khác với sự kiện"),
        ("update exchange_callbatch set last_at = last_at - interval '20 years'", "khác với sự kiện"),
        ("update exchange_callbatch set leaves = substr(leaves, 33)", "khác với sự kiện"),
        ("update exchange_callbatch set number = 2", "số 1 đã bị xóa"),
    ],
)
def test_what_a_hand_changed_took_away_or_slipped_in_is_named(sealed, sql, word):
    one = "(select id from exchange_exchangecall where named <> 'person' order by id limit 1)"
    by_hand(sql.replace("(select id from x)", one))
    result = found()
    assert result.wrong and any(word in text for text in result.lines), result.lines
    assert CALLS.changed(lambda n: None).lines == result.lines


def test_a_row_that_was_slipped_in_is_named_wherever_it_stands(sealed):
    row = ExchangeCall.objects.filter(named="").first()
    row.pk, row.batch = uuid4(), None
    row.save(force_insert=True)
    assert "dòng bị chèn thêm" in found().lines[0]
    row.batch_id = 1
    row.save()
    assert "chèn thêm vào lô" in found().lines[0]


def test_rows_of_a_time_before_the_first_batch_are_sealed_once(db, tmp_path):
    copy_from(line(), line(**PERSON))
    assert found().uncheckable == 2 and found().lines == []
    imported(tmp_path, line())
    assert list(CallBatch.objects.order_by("number").values_list("count", flat=True)) == [2, 1]
    assert (found().lines, found().uncheckable) == ([], 0)
    copy_from(line())
    imported(tmp_path, line())
    assert len(found().lines) == 1


def copy_from(*lines):
    calls = [json.loads(one) for one in lines]
    for one in calls:
        one["at"] = datetime.fromisoformat(one["at"])
    ExchangeCall.objects.bulk_create(ExchangeCall(**one) for one in calls)


def test_what_the_demo_writes_by_copy_is_sealed_too(db):
    rows = [json.loads(line(**PERSON)) for _ in range(3)]
    calls = [ExchangeCall(**one | {"at": datetime.fromisoformat(one["at"])}) for one in rows]
    assert copy_calls(calls, now=NOW) == 3
    assert CallBatch.objects.get().count == 3 and found().lines == []


def test_what_is_erased_when_its_years_are_over_is_no_lie(db, tmp_path):
    make_rules()
    old, older = NOW - timedelta(days=4 * 366), NOW - timedelta(days=11 * 366)
    imported(tmp_path, line(**PERSON, at=older.isoformat()), line(at=older.isoformat()))
    imported(tmp_path, line(**PERSON, at=old.isoformat()), line(**PERSON, at=NOW.isoformat()))
    erased = erase_call_people(by=SYSTEM, now=NOW)
    assert (erased.pseudonyms, erased.calls) == (2, 2)
    aged = ExchangeCall.objects.get(named="erased")
    assert bytes(aged.about_salt) == b"" and aged.about
    assert found().lines == []
    by_hand("update exchange_exchangecall set status = 500 where named = 'erased'")
    assert "đã bị sửa" in found().lines[0]
    by_hand("delete from exchange_exchangecall where named = 'erased'")
    assert "đã bị xóa" in found().lines[0]
