"""Statements that are sent all day: kept with their plan, made once, and the same rows as without."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.kernel.site.models import RateWindow
from tinhso.kernel.site.public import cached_query, in_one_transaction, planned, update_row

NOW = timezone.now()


def window(key: str, number: int = 1) -> RateWindow:
    return RateWindow.objects.create(key=key, window=number, count=3, ends_at=NOW)


def plans(containing: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_prepared_statements where statement like %s", [f"%{containing}%"]
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_only_what_is_sent_again_and_again_is_kept_with_its_plan():
    for times in range(1, 5):
        with planned() as cursor:
            cursor.execute("select %s::int + 17041", [times])
            assert cursor.fetchone() == (times + 17041,)
        assert plans("$1::int + 17041") == (times > 2)


@pytest.mark.django_db
def test_other_statements_are_sent_as_ever_inside_and_after_an_error():
    before = connection.connection.cursor_factory, connection.connection.prepare_threshold
    with pytest.raises(ZeroDivisionError), planned() as cursor:
        cursor.execute("select 1")
        1 / 0  # noqa: B018
    assert (connection.connection.cursor_factory, connection.connection.prepare_threshold) == before
    assert before[1] is None


@pytest.mark.django_db
def test_whoever_counts_statements_sees_the_text_of_a_kept_one():
    for _ in range(4):
        with planned() as cursor:
            cursor.execute("select %s::int", [1])
    with CaptureQueriesContext(connection) as sent, planned() as cursor:
        cursor.execute("select %s::int", [1])
    assert [q["sql"] for q in sent.captured_queries] == ["select $1::int"]


@pytest.mark.django_db
def test_a_kept_query_finds_what_its_queryset_finds_however_often():
    made = []

    @cached_query(str, int)
    def found(key, number):
        made.append((key, number))
        return RateWindow.objects.filter(key=key, window=number, count=3).exclude(ends_at=None)

    one, other = window("a" * 64), window("b" * 64, 2)
    for _ in range(4):
        for row in (one, other):
            found_row = found.first(row.key, row.window)
            assert found_row == row
            assert (found_row.key, found_row.count, found_row.ends_at, found_row._state.adding) == (
                row.key,
                3,
                NOW,
                False,
            )
        assert found.first("a" * 64, 2) is None
    assert len(made) == 1


@pytest.mark.django_db
def test_a_kept_query_that_forgets_one_of_its_values_is_refused():
    @cached_query(str, int)
    def found(key, number):
        return RateWindow.objects.filter(key=key)

    with pytest.raises(ValueError, match="1"):
        found.first("a" * 64, 1)


@pytest.mark.django_db
def test_a_row_updated_plainly_changes_in_the_fields_named_alone():
    one, other = window("a" * 64), window("b" * 64)
    one.count, one.ends_at, one.window = 9, NOW + timedelta(days=1), 77
    update_row(one, "count", "ends_at")
    stored = RateWindow.objects.get(pk=one.pk)
    assert (stored.count, stored.ends_at, stored.window) == (9, NOW + timedelta(days=1), 1)
    assert RateWindow.objects.get(pk=other.pk).count == 3


@in_one_transaction
def twice(key: str, *, fails: bool = False) -> None:
    window(key)
    if fails:
        raise ZeroDivisionError
    window(key, 2)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_part_of_a_deed_stands_or_falls_as_a_whole_alone_and_with_its_caller():
    twice("a" * 64)
    with pytest.raises(ZeroDivisionError):
        twice("b" * 64, fails=True)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        twice("c" * 64)
        twice("d" * 64, fails=True)
    assert set(RateWindow.objects.values_list("key", flat=True)) == {"a" * 64}


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_part_of_a_deed_costs_its_caller_no_savepoint():
    with transaction.atomic(), CaptureQueriesContext(connection) as sent:
        twice("a" * 64)
    assert [q["sql"].split()[0] for q in sent.captured_queries] == ["INSERT", "INSERT"]
