"""Questions to tables in child processes: ours are quick, a stranger's cannot harm, and a deadline kills."""

import csv
import io
import json
import shutil
import subprocess
import sys

import duckdb
import pytest

from tinhso.lib.tables import statements
from tinhso.lib.tables.exporter import ExportFailed, _blocks, export
from tinhso.lib.tables.reader_pool import ReaderPool, TooBusy, Unanswered


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    file = tmp_path_factory.mktemp("table") / "table.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create table data as select i as so, 'Xã ' || i as ten, date '2024-03-08' as ngay from range(1000) t(i)"
        )
        connection.execute("insert into data values (-1, '=1+1', null), (-2, '@x', null)")
    return file


@pytest.fixture(scope="module")
def pool():
    pool = ReaderPool(size=1, seconds=120, patience=0.2)
    yield pool
    pool.close()


@pytest.fixture
def ask(pool, table):
    return lambda sql, most=10: pool.ask_stranger(sql=sql, tables={"dan_so": str(table)}, most=most)


def test_our_own_question_is_answered_with_columns_and_json_values(pool, table):
    answer = pool.ask(
        file=str(table), sql="select so, ten, ngay from data order by so limit 2 offset 2", most=10
    )
    assert answer.columns == [["so", "BIGINT"], ["ten", "VARCHAR"], ["ngay", "DATE"]]
    assert answer.rows == [[0, "Xã 0", "2024-03-08"], [1, "Xã 1", "2024-03-08"]] and not answer.more


def test_rows_beyond_the_limit_are_cut_off_and_said(ask):
    answer = ask("from dan_so", most=3)
    assert len(answer.rows) == 3 and answer.more


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as n from dan_so where ten like '%1%' group by ngay having n > 1 order by n desc limit 5;",
        "with x as (select * from dan_so) select x.ten, row_number() over (order by so) from x join dan_so using (so)",
        "summarize dan_so",
        "describe dan_so",
        "values (1), (2)",
        "select [a + 1 for a in range(3)], list_transform([1], lambda a: a + 1), coalesce(null, 1), a['b'] from (select {'b': 1} a)",
        "select so::varchar || ten, case when so > 1 then true end, so between 1 and 2, ten in ('a') from dan_so",
    ],
)
def test_one_select_in_any_of_its_shapes_is_answered(ask, sql):
    assert ask(sql).rows


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select * from read_csv('/etc/passwd')", "hàm bảng “read_csv”"),
        ("select read_text('/etc/passwd')", "hàm “read_text”"),
        ("select * from '/etc/passwd'", "Không có bảng dữ liệu mở “/etc/passwd”"),
        ("select * from glob('/*')", "hàm bảng “glob”"),
        ("select * from duckdb_settings()", "hàm bảng “duckdb_settings”"),
        ("select * from information_schema.tables", "gọi bằng tên của bảng"),
        ("select getenv('HOME')", "hàm “getenv”"),
        ("select current_setting('threads')", "hàm “current_setting”"),
        ("select repeat('x', 2000000000)", "hàm “repeat”"),
        ("select * from query('select 1')", "hàm bảng “query”"),
        ("drop view dan_so", "Chỉ chạy được câu lệnh SELECT"),
        ("create or replace view dan_so as select 1", "Chỉ chạy được câu lệnh SELECT"),
        ("copy dan_so to '/tmp/x'", "Chỉ chạy được câu lệnh SELECT"),
        ("attach ':memory:' as m", "Chỉ chạy được câu lệnh SELECT"),
        ("set memory_limit='99GB'", "Chỉ chạy được câu lệnh SELECT"),
        ("install httpfs", "Chỉ chạy được câu lệnh SELECT"),
        ("select 1; drop view dan_so", "Chỉ chạy được"),
        ("select 1; select 2", "một câu lệnh mỗi lần"),
        ("select * from d0.data", "gọi bằng tên của bảng"),
        ("selec 1", "sai cú pháp"),
        ("select " + "1," * 20000 + "1", "dài hơn 20.000 ký tự"),
    ],
)
def test_anything_else_is_refused_with_its_reason(ask, sql, reason):
    with pytest.raises(Unanswered, match=reason) as refusal:
        ask(sql)
    assert refusal.value.refused


@pytest.mark.long
@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(100000000000)",
        "with recursive r as (select 1 i union all select i + 1 from r) select count(*) from r",
        "select printf('%2000000000d', 1)",
        "select list_resize([1], 2000000000)",
        "select array_to_string(range(200000000), 'x')",
    ],
)
def test_what_eats_time_or_memory_ends_and_the_next_question_is_answered(ask, pool, monkeypatch, sql):
    with monkeypatch.context() as patch, pytest.raises(Unanswered, match="đã bị dừng|bộ nhớ"):
        patch.setattr(pool, "seconds", 1.5)
        ask(sql)
    assert ask("select count(*) from dan_so").rows == [[1002]]


def test_a_price_times_an_area_is_reckoned_however_large(pool, tmp_path):
    """DuckDB's own product of two decimals ends at eighteen digits."""
    file = tmp_path / "dat.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create table data as select 1500000000.50::decimal(15, 2) as gia, 120000.25::decimal(15, 2) as m2, 1 as so"
        )
    for tables in (
        {"dat": str(file)},
        {"dat": str(file), "xa": str(shutil.copy(file, tmp_path / "xa.duckdb"))},
    ):
        sql = f"select gia * m2, sum(gia * m2), gia = 1500000000.5 from dat {'join xa using (gia, m2)' * (len(tables) - 1)} group by all"
        [[one, total, same]] = pool.ask_stranger(sql=sql, tables=tables, most=10).rows
        assert one == total == pytest.approx(1500000000.5 * 120000.25) and same


def test_one_strangers_view_does_not_reach_the_next(ask):
    with pytest.raises(Unanswered):
        ask("select nope from dan_so")
    assert ask("select max(so) from dan_so").rows == [[999]]


def test_who_finds_every_reader_busy_is_told_to_come_again(pool, table):
    pool.ask(file=str(table), sql="select 1", most=1)
    reader = pool.free.get()
    with pytest.raises(TooBusy, match="thử lại sau ít giây"):
        pool.ask(file=str(table), sql="select 1", most=1)
    pool.free.put(reader)


def whole(file, sql, kind):
    with export(file=file, sql=sql, kind=kind) as blocks:
        return b"".join(blocks)


@pytest.mark.long
def test_a_spreadsheet_runs_no_cell_as_a_formula_and_ndjson_keeps_the_value(table):
    columns = statements.for_text([("so", "BIGINT"), ("ten", "VARCHAR")], {}, harmless=True)
    text = whole(table, f"select {columns} from data where so < 1 order by so", "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["so", "ten"],
        ["-2", "'@x"],
        ["-1", "'=1+1"],
        ["0", "Xã 0"],
    ]
    lines = whole(table, "select so, ten from data where so < 0 order by so", "ndjson").splitlines()
    assert json.loads(lines[0]) == {"so": -2, "ten": "@x"}


def test_parquet_and_json_come_whole(table, tmp_path):
    (tmp_path / "x.parquet").write_bytes(whole(table, "select * from data", "parquet"))
    assert duckdb.sql(f"select count(*) from '{tmp_path / 'x.parquet'}'").fetchone() == (1002,)
    assert len(json.loads(whole(table, "select * from data", "json"))) == 1002


def test_an_export_that_breaks_off_is_an_error_and_no_short_file(table):
    with pytest.raises(ExportFailed):
        whole(table, "select nope from data", "csv")


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_file_of_lines_that_breaks_off_looks_like_no_whole_one(kind):
    """A web server may end such an answer well; no program reads the last line as a row."""
    words = [sys.executable, "-c", "print('1'); raise SystemExit(3)"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        sent = []
        with pytest.raises(ExportFailed):
            sent.extend(iter(_blocks(child, kind).__next__, None))
    assert '1\n\n"TỆP THIẾU DÒNG' in b"".join(sent).decode()
