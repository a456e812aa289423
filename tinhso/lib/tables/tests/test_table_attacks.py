"""A stranger's SELECT as an attacker writes it, against the real child processes: refused or ended with a reason, and the
next question is answered by a child that knows nothing of it."""

import csv
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tinhso.lib.tables import statements
from tinhso.lib.tables.exporter import export
from tinhso.lib.tables.reader_pool import ReaderPool, Unanswered

HOSTILE = [
    'a"b',
    "x'); drop table data; --",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "ước\u202elượng",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("open")


@pytest.fixture(scope="module")
def tables(folder):
    for name in ("dan_so", "cho", "truong"):
        with duckdb.connect(str(folder / f"{name}.duckdb")) as connection:
            connection.execute(
                f"create table data as select i as so, '{name} ' || i as ten from range(100) t(i)"
            )
    (folder / "secret.csv").write_text("khoa\nbi-mat-1234\n")
    return {name: str(folder / f"{name}.duckdb") for name in ("dan_so", "cho", "truong")}


@pytest.fixture(scope="module")
def pool():
    pool = ReaderPool(size=1, seconds=120, patience=0.5)
    yield pool
    pool.close()


@pytest.fixture
def ask(pool, tables):
    return lambda sql, most=10: pool.ask_stranger(sql=sql, tables=tables, most=most)


FILES = [
    "select * from read_csv_auto('{f}/secret.csv')",
    "from '{f}/secret.csv'",
    'from "{f}/secret.csv"',
    "select content from read_text('{f}/*')",
    "select * from read_blob('{f}/secret.csv')",
    "select * from read_json_objects('{f}/secret.csv')",
    "select * from read_parquet(['{f}/x.parquet'])",
    "select * from parquet_metadata('{f}/x.parquet')",
    "select * from sniff_csv('{f}/secret.csv')",
    "select * from glob('{f}/*')",
    "select * from read_duckdb('{f}/cho.duckdb')",
    "select (select * from read_csv('{f}/secret.csv'))",
    "select * from dan_so where ten in (select khoa from read_csv('{f}/secret.csv'))",
    "with a as materialized (from read_csv('{f}/secret.csv')) from a",
    "select * from dan_so, lateral (select * from read_csv('{f}/secret.csv'))",
    "select list_transform(['{f}/secret.csv'], lambda x: read_text(x))",
    "select * from st_read('{f}/secret.csv')",
    "copy (select 1) to '{f}/out.csv'",
    "export database '{f}/all'",
    "import database '{f}/all'",
    "attach '{f}/cho.duckdb' as x",
    "checkpoint",
    "vacuum",
]
NETWORK = [
    "select * from read_csv('https://127.0.0.1/x.csv')",
    "from 'http://127.0.0.1:1/x.parquet'",
    "from 's3://bucket/x.parquet'",
    "install httpfs from 'http://127.0.0.1:1'",
    "load httpfs",
    "create secret (type s3)",
    "attach 'postgres:host=127.0.0.1' as pg (type postgres)",
    "select * from postgres_scan('host=127.0.0.1', 'public', 'x')",
    "select * from sqlite_scan('x.db', 'x')",
]
SETTINGS = [
    "set threads=99",
    "reset memory_limit",
    "pragma database_list",
    "pragma version",
    "call pragma_database_size()",
    "select current_setting('temp_directory')",
    "select getenv('PATH')",
    "select getvariable('x')",
    "select * from duckdb_databases()",
    "select * from duckdb_views()",
    "select * from duckdb_secrets()",
    "select * from duckdb_logs()",
    "select * from pragma_platform()",
    "select * from pragma_table_info('dan_so')",
    "select * from information_schema.tables",
    "select * from pg_catalog.pg_class",
    "select * from sqlite_master",
    "select current_database()",
    "select version()",
    "select current_query()",
    "select current_schemas(true)",
    "show databases",
    "show all tables",
    "show tables",
]
UNDER_ANOTHER_NAME = [  # an expression named like a view of the engine, or seen where DuckDB does not see it
    "select l.* from dan_so, pragma_database_list l, (with pragma_database_list as (select 1) select 1)",
    "with a as (select * from pragma_database_list), pragma_database_list as (select 1) select * from a",
    "with Duckdb_Databases as (select 1) select * from duckdb_databases",
    "with recursive pg_class as (select 1 union all select * from pg_class) select * from pg_class",
    "select * from (with tables as (select 1) select * from tables), sqlite_master",
    "select * from (with x as (select 1) select * from x), x",
    "with a as (select * from b), b as (select 1) select * from a",
]
HIDDEN = [
    "select 1; drop view dan_so",
    "select 1;;; select 2",
    "select 1 --\n; drop view dan_so",
    "/* x */ drop view dan_so",
    "/**/create or replace temp view dan_so as select 'giả' as ten",
    "create macro so() as 1",
    "create temp table x as select 1",
    "prepare p as select 1",
    "execute p",
    "deallocate p",
    "begin",
    "insert into dan_so values (1)",
    "update dan_so set so = 1",
    "delete from dan_so",
    "explain analyze select 1",
    "select * from query('drop view dan_so')",
    "select * from query_table('dan_so')",
    "select json_execute_serialized_sql('x')",
    "from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "\ufeffdrop view dan_so",
    "ｄｒｏｐ view dan_so",
    "dr\u200bop view dan_so",
    "select 1\u037e drop view dan_so",
    "pivot dan_so on so using count(*)",
    "select * from temp.dan_so",
    'select * from "dan_so.data"',
    "select * from main.data",
    "use temp",
    "comment on view dan_so is 'x'",
    "alter view dan_so rename to x",
    "select write_log('x')",
    "select 1 into outfile 'x'",
    "select nextval('s')",
]


@pytest.mark.long
@pytest.mark.parametrize("sql", [*FILES, *NETWORK, *SETTINGS, *UNDER_ANOTHER_NAME, *HIDDEN])
def test_what_reaches_beyond_the_tables_is_refused_in_words(ask, folder, sql):
    with pytest.raises(Unanswered) as refusal:
        ask(sql.format(f=folder) if "{f}" in sql else sql)
    message = str(refusal.value)
    assert message and "bi-mat" not in message and "dan_so.duckdb" not in message
    assert ask("select max(ten) from dan_so").rows == [["dan_so 99"]]
    assert not (folder / "out.csv").exists() and not (folder / "all").exists()


EATING = [
    "select repeat('x', 2000000000)",
    "select length(rpad('x', 2000000000, 'y'))",
    "select string_agg(ten, '') from dan_so, range(30000000)",
    "select list(x) from range(400000000) t(x)",
    "select array_agg(a.ten || b.ten || c.ten || d.ten) from dan_so a, dan_so b, dan_so c, dan_so d",
    "select count(*) from dan_so a, dan_so b, dan_so c, dan_so d, dan_so e, dan_so f",
    "with recursive r(i) as (select 1 union all select i + 1 from r where i > 0) select max(i) from r",
    "select count(*) from range(10000000) a, range(10000000) b",
    "select max(a.range) from range(100000000000) a",
    "select regexp_matches(ten || repeat('a', 30), '(a+)+$') from dan_so",
    "select * from dan_so order by " + ", ".join(f"md5(ten || {i})" for i in range(1200)),
    "select " + "(" * 3000 + "1" + ")" * 3000,
]


@pytest.mark.parametrize(
    "sql",
    [
        "with a as (select 1 as so), b as (from a) select * from B",
        "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select max(n) from r",
        "with cho as (select 1 as so) select so from cho union all select so from cho",
        "with a as (select max(so) as so from dan_so) select (select so from a) from truong order by (select so from a)",
    ],
)
def test_expressions_of_the_statement_itself_are_no_tables(ask, sql):
    assert ask(sql).rows


def test_now_is_the_time_in_vietnam(ask):
    found = ask("select now(), current_date, now()::timestamp, null::timestamptz, [now()]")
    moment = datetime.fromisoformat(found.rows[0][0])
    assert moment.utcoffset() == timedelta(hours=7)
    assert abs(moment - datetime.now(tz=UTC)) < timedelta(minutes=5)
    assert found.rows[0][1] == f"{moment:%Y-%m-%d}"
    assert found.rows[0][3] is None and "+07" in found.rows[0][4]


@pytest.mark.long
@pytest.mark.parametrize("sql", EATING, ids=[sql[:40] for sql in EATING])
def test_what_eats_memory_or_loops_ends_and_the_next_is_answered(ask, pool, monkeypatch, sql):
    try:
        with monkeypatch.context() as patch:
            patch.setattr(pool, "seconds", 2)
            answer = ask(sql)
    except Unanswered as error:
        assert str(error)
    else:
        assert len(answer.rows) <= 10
    assert ask("select count(*) from dan_so").rows == [[100]]


@pytest.mark.long
def test_while_one_reader_is_eaten_up_the_others_answer(tables):
    """Fifty quick questions beside one endless one: all are answered, and only one child is ever replaced."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ReaderPool(size=2, seconds=4, patience=30)
    asked = lambda sql: pool.ask_stranger(sql=sql, tables=tables, most=10)  # noqa: E731
    try:
        asked("select 1")
        with ThreadPoolExecutor(2) as threads:
            endless = threads.submit(asked, "select count(*) from range(10000000) a, range(10000000) b")
            quick = [asked(f"select so from dan_so where so = {n}").rows for n in range(50)]
            assert quick == [[[n]] for n in range(50)]
            assert isinstance(endless.exception(), Unanswered)
        assert len(pool.alive) <= 2
    finally:
        pool.close()


def test_a_file_that_was_open_to_one_stranger_is_as_before_to_the_next(ask, pool, tables):
    before = {name: Path(file).read_bytes() for name, file in tables.items()}
    for sql in ("select * from dan_so", "select * from dan_so join cho using (so)", "select so from truong"):
        ask(sql)
    with pytest.raises(Unanswered, match="Không có bảng"):
        ask("select * from data")
    with pytest.raises(Unanswered, match="Không có bảng"):
        pool.ask_stranger(sql="select * from cho", tables={"dan_so": tables["dan_so"]}, most=1)
    assert {name: Path(file).read_bytes() for name, file in tables.items()} == before


@pytest.mark.long
def test_hostile_headings_are_only_words(folder):
    file = folder / "hostile.duckdb"
    with duckdb.connect(str(file)) as connection:
        names = ", ".join(f"'v{i}' as {statements.name(name)}" for i, name in enumerate(HOSTILE))
        connection.execute(f"create table data as select {names}")
    sql = (
        f"select {statements.for_text([(name, 'VARCHAR') for name in HOSTILE], {}, harmless=True)} from data"
    )
    with export(file=file, sql=sql, kind="csv") as blocks:
        lines = list(csv.reader(io.StringIO(b"".join(blocks).decode("utf-8-sig"))))
    assert lines[1] == ["v0", "v1", "v2", "v3", "v4"]
    pool = ReaderPool(size=1, seconds=5)
    try:
        answer = pool.ask_stranger(sql="from hostile", tables={"hostile": str(file)}, most=5)
        assert [name for name, _kind in answer.columns] == HOSTILE and len(answer.rows) == 1
    finally:
        pool.close()


@pytest.mark.parametrize("name", ["select", "data", "main", "temp", "a b", 'x"y', "d0", "1; drop"])
def test_a_table_of_any_name_is_asked_by_that_name(pool, tables, name):
    answer = pool.ask_stranger(
        sql=f"select count(*) from {statements.name(name)}", tables={name: tables["cho"]}, most=1
    )
    assert answer.rows == [[100]]


@pytest.mark.long
@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]
)
def test_no_cell_of_a_download_begins_a_formula(folder, cell):
    file = folder / "formula.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table data as select ? as x, -5 as so", [cell])
    sql = f"select {statements.for_text([('x', 'VARCHAR'), ('so', 'INTEGER')], {}, harmless=True)} from data"
    with export(file=file, sql=sql, kind="csv") as blocks:
        rows = list(csv.reader(io.StringIO(b"".join(blocks).decode("utf-8-sig"), newline="")))
    assert rows[1] == ["'" + cell, "-5"]


def test_the_child_has_no_secrets_in_its_surroundings(pool, ask):
    ask("select 1")
    (child,) = pool.alive
    environment = Path(f"/proc/{child.process.pid}/environ").read_bytes()
    assert b"DATABASE_URL" not in environment and b"SECRET" not in environment
    limits = Path(f"/proc/{child.process.pid}/limits").read_text()
    assert str(pool.address_space) in limits and os.getpid() != child.process.pid
