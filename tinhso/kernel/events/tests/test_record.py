import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, models, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.listen import LISTENING
from tinhso.kernel.events.public import (
    SYSTEM,
    Actor,
    Code,
    Commitment,
    Event,
    EventRow,
    NotForEvents,
    OutsideTransaction,
    commit,
    record,
    timeline,
)

AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)
OFFICER = Actor(user_id=5, post_id=7, agency_id=3, roles=frozenset({"desk"}))


class Channel(models.TextChoices):
    COUNTER = "counter", "Tại quầy"


@dataclass(frozen=True, kw_only=True)
class DossierReceived(Event):
    """A dossier reached a desk."""

    channel: Channel = Channel.COUNTER
    code: Code = "H56.22.17-240308-0001"
    day: date = date(2024, 3, 8)
    due: datetime | None = None
    fee: Decimal = Decimal("12500.50")
    papers: tuple[int, ...] = (3, 1)
    phone: Commitment | None = None
    rush: bool = False


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """Somebody tried to put words into the log."""

    text: object


@pytest.mark.django_db
def test_an_event_is_one_row_that_says_who_when_and_what():
    id_ = record(DossierReceived(case_id=9), by=OFFICER, at=AT)
    row = EventRow.objects.get(pk=id_)
    assert (row.name, row.at, row.actor_id, row.post_id, row.agency_id, row.case_id) == (
        "events.DossierReceived", AT, 5, 7, 3, 9,
    )  # fmt: skip
    assert row.epoch == 1
    assert row.xid > 0
    assert row.payload == {
        "channel": "counter", "code": "H56.22.17-240308-0001", "day": "2024-03-08", "due": None,
        "fee": "12500.50", "papers": [3, 1], "phone": None, "rush": False,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_body_is_canonical_and_covers_every_column():
    row = EventRow.objects.get(pk=record(DossierReceived(case_id=9), by=OFFICER, at=AT))
    body = json.loads(row.body)
    assert list(body) == [
        "v", "id", "epoch", "xid", "recorded_at", "at", "actor", "post", "agency", "name", "case", "payload",
    ]  # fmt: skip
    assert (body["id"], body["xid"], body["at"]) == (row.pk, row.xid, "2024-03-08T02:30:00.000000Z")
    assert row.body == json.dumps(body, separators=(",", ":"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["Trần Văn An", "0912345678", "038085001234", 1.5, datetime(2024, 3, 8), b"x", {"a": 1}, "x" * 65],
)
def test_free_text_personal_numbers_and_vague_values_are_refused(words):
    with pytest.raises(NotForEvents, match=r"NoteWritten\.text"):
        record(NoteWritten(text=words), by=SYSTEM, at=AT)
    assert not EventRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        record(DossierReceived(), by=SYSTEM, at=AT)


@pytest.mark.django_db(transaction=True)
def test_an_event_falls_with_its_deed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(DossierReceived(), by=SYSTEM, at=AT)
        1 / 0  # noqa: B018
    assert not EventRow.objects.exists()


@pytest.mark.django_db
def test_recording_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record(DossierReceived(case_id=9), by=OFFICER, at=AT)


@pytest.mark.django_db
def test_a_writer_cannot_choose_what_the_database_knows():
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into kernel_event (epoch, xid, recorded_at, name, at, body)"
            " values (99, '1', '1999-01-01', 'events.Forged', now(), '{}')"
        )
    row = EventRow.objects.get()
    assert row.epoch == 1
    assert row.xid > 1
    assert row.recorded_at.year > 2000


@pytest.mark.django_db
def test_the_timeline_of_a_case_is_in_order_and_bounded(django_assert_num_queries):
    for case_id in (9, 8, 9, 9):
        record(DossierReceived(case_id=case_id), by=OFFICER, at=AT)
    with django_assert_num_queries(1):
        lines = timeline(9, limit=2)
    assert [line.id for line in lines] == sorted(
        EventRow.objects.filter(case_id=9).values_list("id", flat=True)
    )[1:]
    assert lines[0].payload["code"] == "H56.22.17-240308-0001"
    assert lines[0].at == AT


def test_a_commitment_needs_its_salt():
    salt = bytes(16)
    assert commit(salt, "0912345678") == commit(salt, "0912345678")
    assert commit(salt, "0912345678") != commit(b"1" * 16, "0912345678")
    assert len(commit(salt, "An")) == 64
    with pytest.raises(ValueError, match="16 bytes"):
        commit(b"short", "An")


@pytest.mark.django_db
def test_a_commitment_may_stand_in_an_event():
    phone = commit(bytes(16), "0912345678")
    row = EventRow.objects.get(pk=record(DossierReceived(phone=phone), by=SYSTEM, at=AT))
    assert row.payload["phone"] == phone


@pytest.mark.django_db
def test_the_job_of_an_event_is_the_one_that_deferring_makes(monkeypatch):
    monkeypatch.setitem(LISTENING, "events.DossierReceived", {"test.hear": lambda row: None})
    event_id = record(DossierReceived(case_id=9), by=OFFICER, at=AT)
    app.configure_task("events.deliver", queue="deliver").defer(event_id=event_id)
    columns = (
        "queue_name",
        "task_name",
        "priority",
        "lock",
        "queueing_lock",
        "args",
        "status",
        "scheduled_at",
    )
    ours, theirs = ProcrastinateJob.objects.order_by("pk").values(*columns)
    assert ours == theirs
    assert ours["args"] == {"event_id": event_id}
