"""Statements that are put together once for each shape: the same answers, whatever was typed."""

import duckdb
import pytest

from tinhso.opendata.catalogue.tests.dcat_shapes import PARTS, parts
from tinhso.opendata.conftest import NOW
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import (
    Ask,
    BadCondition,
    Condition,
    Cursor,
    Slot,
    count_sql,
    facet_sql,
    offset_sql,
    page_sql,
    rows_sql,
)
from tinhso.opendata.engine.prepared import _template, prepared
from tinhso.opendata.engine.profiles import keep_profile
from tinhso.opendata.tests.version_maker import make_version

COLUMNS = [
    ["id", "", "whole"],
    ["ten", "", "text"],
    ["so", "", "number"],
    ["ngay", "", "date"],
    ["luc", "", "moment"],
    ["dung", "", "boolean"],
]
ROWS = """select n as id, ['Ý Yên', '$p0', 'a''b', null, 'Quảng Xương'][1 + n % 5] as ten, n / 4.0 as so,
  date '2024-01-01' + n::int as ngay, timestamp '2024-01-01' + to_hours(n) as luc, n % 2 = 0 as dung
  from range(40) t(n)"""
CONDITIONS = [
    *(("ten", "la", "a'b"), ("ten", "la", "$p0"), ("ten", "chua", "XƯƠNG"), ("ten", "khac", "Ý Yên")),
    *(("so", "tu", "2,5"), ("ngay", "den", "09/01/2024"), ("luc", "tu", "2024-01-01 08:00:00")),
    *(("dung", "la", "sai"), ("ten", "trong", ""), ("", "moi-cot", "$p0 $row"), ("id", "la", "7")),
    ("id", "mot-trong", '["1", "2", "39"]'),
]


@pytest.mark.long
@pytest.mark.parametrize("condition", CONDITIONS, ids="-".join)
def test_a_filled_statement_answers_as_the_plain_one_does(condition):
    asks = [
        *((count_sql, Ask((Condition(*condition),)), {}), (rows_sql, Ask((Condition(*condition),)), {})),
        (offset_sql, Ask((Condition(*condition),), order="-so", limit=5, offset=2), {}),
        (offset_sql, Ask((Condition(*condition),), limit=5, offset=3), {}),
        (page_sql, Ask((Condition(*condition),), order="ten", limit=5, after=Cursor(9)), {"cut": 3}),
        (page_sql, Ask((Condition(*condition),), limit=5, after=Cursor(30, back=True)), {}),
        (facet_sql, Ask((Condition(*condition),)), {"column": "ten", "most": 9}),
    ]
    with duckdb.connect() as connection:
        connection.execute(f"create table data as {ROWS}")
        for write, ask, more in asks:
            filled = prepared(write, COLUMNS, ask, **more)
            plain = connection.execute(write(COLUMNS, ask, **more)).fetchall()
            assert connection.execute(filled.sql, filled.values or None).fetchall() == plain
            assert Slot.MARK not in filled.sql and str(Slot.OFFSET) not in filled.sql


def test_a_page_of_the_file_begins_at_its_number():
    with duckdb.connect() as connection:
        connection.execute(f"create table data as {ROWS}")
        found = prepared(offset_sql, COLUMNS, Ask(limit=3, offset=17, columns=("id",)))
        assert connection.execute(found.sql, found.values).fetchall() == [(17,), (18,), (19,)]


def test_other_values_of_the_same_shape_are_not_put_together_again():
    prepared(count_sql, COLUMNS, Ask((Condition("so", "tu", "1"),)))
    before = _template.cache_info().misses
    for value in ("2", "3,5", "1000"):
        assert prepared(count_sql, COLUMNS, Ask((Condition("so", "tu", value),))).values
    assert _template.cache_info().misses == before


@pytest.mark.parametrize(
    "condition", [("so", "tu", "x"), ("khong", "la", "1"), ("ngay", "den", "31/02/2024")]
)
def test_what_does_not_fit_is_told_before_anything_is_asked(condition):
    with pytest.raises(BadCondition):
        prepared(count_sql, COLUMNS, Ask((Condition(*condition),)))


@pytest.mark.long
@pytest.mark.django_db
def test_an_order_in_which_the_rows_lie_already_needs_no_sorting(draft):
    version = make_version(draft, f"{ROWS} order by id", COLUMNS, now=NOW)
    assert engine.in_file_order(version, Ask(order="id")).order == "id", "no profile yet"
    keep_profile(version, now=NOW)
    assert engine.ascending_columns(version) == {"id", "so", "ngay", "luc"}
    assert engine.in_file_order(version, Ask(order="id")).order == ""
    for order in ("-id", "ten", "dung", "id,ten"):
        assert engine.in_file_order(version, Ask(order=order)).order == order
    answer, total = engine.page_of(version, Ask(order="id", limit=2, offset=30))
    assert ([row[0] for row in answer.rows], total) == ([30, 31], 40)


def test_the_shapes_have_as_many_parts_as_the_official_file():
    assert parts() == PARTS
