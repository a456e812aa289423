"""Counts of use are written together, and none is lost where the database is away for a while."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError

from tinhso.opendata.dataset import usage
from tinhso.opendata.dataset.usage import count_use, write_counts
from tinhso.opendata.models import UsageDay

pytestmark = pytest.mark.django_db


def counts(opened):
    return list(UsageDay.objects.filter(dataset=opened).values_list("views", "downloads", "calls"))


def test_a_count_inside_a_transaction_is_written_with_it(opened):
    count_use(opened.pk, "views")
    assert counts(opened) == [(1, 0, 0)]


def test_counts_wait_and_are_written_together(opened, monkeypatch):
    with usage.LOCK:
        usage.WAITING.update({(opened.pk, "views"): 2, (opened.pk, "calls"): 1})
    write_counts()
    write_counts()
    assert counts(opened) == [(2, 0, 1)] and not usage.WAITING


def test_what_cannot_be_written_waits(opened, monkeypatch):
    usage.WAITING.update({(opened.pk, "views"): 2})
    with monkeypatch.context() as patch:
        patch.setattr("tinhso.opendata.models.usage_day.UsageDayQuerySet.add", away)
        write_counts()
    assert not counts(opened)
    write_counts()
    assert counts(opened) == [(2, 0, 0)]


def test_outside_of_a_transaction_one_writer_is_set_for_many_counts(opened, monkeypatch):
    begun = []

    class Timer:
        daemon = False

        def __init__(self, pause, deed):
            begun.append(pause)

        def start(self):
            pass

    monkeypatch.setattr("tinhso.opendata.dataset.usage.threading.Timer", Timer)
    monkeypatch.setattr(
        "tinhso.opendata.dataset.usage.connection", type("Apart", (), {"in_atomic_block": False})
    )
    monkeypatch.setattr(usage, "TIMED", threading.Event())
    monkeypatch.setattr(usage, "PAUSE", 2.0)
    for _ in range(3):
        count_use(opened.pk, "calls")
    assert begun == [2.0] and not counts(opened)
    write_counts()
    assert counts(opened) == [(0, 0, 3)]


def test_after_a_writer_could_not_write_the_next_count_sets_another(opened, monkeypatch):
    begun = []
    monkeypatch.setattr(
        "tinhso.opendata.dataset.usage.threading.Timer", lambda pause, deed: begun.append(deed) or Set()
    )
    monkeypatch.setattr("tinhso.opendata.dataset.usage.connection", Apart())
    monkeypatch.setattr(usage, "TIMED", threading.Event())
    monkeypatch.setattr(usage, "PAUSE", 2.0)
    with monkeypatch.context() as patch:
        patch.setattr("tinhso.opendata.models.usage_day.UsageDayQuerySet.add", away)
        count_use(opened.pk, "views")
        begun[0]()
    count_use(opened.pk, "views")
    begun[1]()
    assert len(begun) == 2 and counts(opened) == [(2, 0, 0)]


def test_counts_of_a_dataset_that_is_no_more_are_dropped(opened, monkeypatch):
    def refuse(*words):
        raise IntegrityError

    usage.WAITING.update({(opened.pk, "views"): 2})
    monkeypatch.setattr("tinhso.opendata.models.usage_day.UsageDayQuerySet.add", refuse)
    write_counts()
    assert not usage.WAITING


class Set:
    daemon = False

    def start(self):
        pass


class Apart:
    """A connection outside of a transaction."""

    in_atomic_block = False

    def close(self):
        pass


def away(*words):
    raise DatabaseError
