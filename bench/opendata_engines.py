"""Do the portal's questions have the same answers on another engine? DuckDB beside PySpark or ClickHouse, and what each costs.

    python bench/opendata_engines.py [--engine spark|clickhouse] [--rows 1000000] [--tools DIR]

Opt-in: Spark needs Java 17 and installs PySpark 4.0 (about 800 MB), ClickHouse runs in this process (`chdb`, about 800 MB); each goes
into a virtual environment of its own, `--tools` keeps it. The
questions are the same Ibis expressions that pages and the API ask (`tinhso/opendata/engine/expressions.py`), compiled for each
engine, over one Parquet file as the portal publishes it. Values are compared cell by cell; the program ends with 1 where
one differs. Trino: its SQL is written out and read back by a parser, no server is asked.
"""

import argparse
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
ENGINES = {
    "spark": ("spark://local", "pyspark>=4.0,<4.1"),
    "clickhouse": ("clickhouse://local", "chdb>=4.4,<5"),
}
NEEDED = ["ibis-framework==12.0.0", "duckdb==1.5.5", "sqlglot<29", "django~=5.2"]
NEEDED += ["pandas", "pyarrow", "pyarrow_hotfix", "rich", "setuptools", "packaging"]
COLUMNS = [
    ["id", "id", "whole"],
    ["ngay", "Ngày", "date"],
    ["huyen", "Huyện", "text"],
    ["linh_vuc", "Lĩnh vực", "text"],
    ["gio", "Giờ", "whole"],
    ["so_tien", "Số tiền", "number"],
    ["luc", "Lúc", "moment"],
    ["dung_han", "Đúng hạn", "boolean"],
]
# Empty cells, letters of every tone, a zero to divide by, midnight and seconds: where engines differ.
ROWS = """
select n as id, date '2019-01-01' + (hash(n) % 1826)::int as ngay,
  case when n % 97 = 0 then null else 'Huyện ' || ['Đông Sơn', 'Ngọc Lặc', 'Ầu Cơ', 'quảng xương', 'Ý Yên', 'Sầm Sơn',
    '_%', 'Ôn ''Bình'''][1 + (hash(n, 1) % 8)::int] end as huyen,
  ['Hộ tịch', 'Đất đai', 'Bưu chính', 'Y tế'][1 + (hash(n, 2) % 4)::int] as linh_vuc,
  case when n % 89 = 0 then null else (hash(n, 3) % 400)::bigint end as gio,
  case when n % 83 = 0 then null else round((hash(n, 4) % 100000000) / 100.0, 2)::double end as so_tien,
  timestamp '2023-01-01' + to_seconds((hash(n, 5) % 31536000)::bigint) as luc,
  case when n % 79 = 0 then null else hash(n, 6) % 10 > 1 end as dung_han
from range({rows}) t(n) order by n
"""


def questions() -> dict[str, tuple[str, Any]]:
    """What is asked: its name, which statement, and the `Ask`."""
    from tinhso.opendata.engine.expressions import Ask, Condition, Cursor

    def where(*conditions: tuple[str, str, str], **more: Any) -> Ask:
        return Ask(tuple(Condition(*one) for one in conditions), **{"order": "id", "limit": 50, **more})

    return {
        "first page": ("rows", where()),
        "page down": ("rows", where(offset=5000)),
        "text equals": ("rows", where(("huyen", "la", "Huyện Ầu Cơ"))),
        "text with a quote": ("rows", where(("huyen", "la", "Huyện Ôn 'Bình'"))),
        "text holds, any case": ("rows", where(("huyen", "chua", "QUẢNG"))),
        "text holds wildcards": ("rows", where(("huyen", "chua", "_%"))),
        "text is empty": ("rows", where(("huyen", "trong", ""))),
        "whole from": ("rows", where(("gio", "tu", "390"))),
        "number up to, comma": ("rows", where(("so_tien", "den", "1.234,5"))),
        "day from": ("rows", where(("ngay", "tu", "08/03/2023"))),
        "moment up to": ("rows", where(("luc", "den", "2023-01-01 08:00:00"))),
        "boolean": ("rows", where(("dung_han", "la", "sai"))),
        "two conditions, some columns": (
            "rows",
            where(("gio", "tu", "10"), ("linh_vuc", "la", "Y tế"), columns=("id", "huyen")),
        ),
        "empty cells in descending order": ("rows", where(order="-so_tien", limit=20)),
        "count": ("count", where(("huyen", "chua", "sơn"))),
        "count of all": ("count", Ask()),
        "facet by text": ("facet:huyen", Ask()),
        "facet by day": ("facet:ngay", where(("gio", "tu", "100"))),
        "facet by boolean": ("facet:dung_han", Ask()),
        "page by key": ("page", where(order="", after=Cursor(4000))),
        "page by key, ordered": ("page", where(order="huyen", after=Cursor(4000))),
        "page before, ordered": ("page", where(order="-gio", after=Cursor(4000, back=True))),
        "groups by month": ("groups", Ask()),
    }


def statement(kind: str, ask: Any, dialect: str) -> str:
    from tinhso.opendata.engine.expressions import count_sql, facet_sql, page_sql, rows_sql
    from tinhso.opendata.engine.grouping import Grouping, groups_sql

    if kind == "page":
        return page_sql(COLUMNS, ask, cut=20, dialect=dialect)
    if kind == "groups":
        return groups_sql(
            COLUMNS, ask, Grouping("ngay", "thang", "trung-binh", "so_tien", by_size=False), dialect
        )
    if kind == "rows":
        return rows_sql(COLUMNS, ask, dialect)
    if kind == "count":
        return count_sql(COLUMNS, ask, dialect)
    return facet_sql(COLUMNS, ask, kind.partition(":")[2], 10, dialect)


def alike(one: list[Any], other: list[Any]) -> bool:
    def same(a: Any, b: Any) -> bool:
        return math.isclose(a, b, rel_tol=1e-12) if isinstance(a, float) and isinstance(b, float) else a == b

    return len(one) == len(other) and all(
        len(a) == len(b) and all(map(same, a, b)) for a, b in zip(one, other, strict=True)
    )


def compare(rows: int, folder: Path, engine: str) -> int:
    """Both asked as the portal asks them: by its own child processes, DuckDB's and the one of `OPENDATA_ENGINE`."""
    import duckdb

    from tinhso.lib.tables.children.other_engine import DIALECTS
    from tinhso.lib.tables.reader_pool import ReaderPool

    table, parquet = folder / "table.duckdb", folder / "table.parquet"
    with duckdb.connect(str(table), config={"threads": 1}) as connection:
        connection.execute(f"create table data as {ROWS.format(rows=rows)}")
        connection.execute(f"copy data to '{parquet}' (format parquet, compression zstd)")
    duck = ReaderPool(size=1, seconds=600, threads=1)
    other = ReaderPool(size=1, seconds=600, engine=ENGINES[engine][0])
    began = time.perf_counter()
    other.ready()
    print(f"{engine} started in {time.perf_counter() - began:.1f} s; {rows:,} rows", flush=True)
    dialect = DIALECTS[engine]
    asked = [
        asked_of_both((duck, table), (other, parquet), *one, dialect=dialect) for one in questions().items()
    ]
    duck.close()
    other.close()
    print(f"  {sum(asked)} of {len(asked)} the same")
    return asked.count(False)


def asked_of_both(
    ours: tuple[Any, Path], theirs: tuple[Any, Path], name: str, question: tuple[str, Any], *, dialect: str
) -> bool:
    """One question put to both, printed with its times; whether they say the same."""
    from tinhso.lib.tables.reader_pool import Unanswered

    kind, ask = question
    answers, times = [], []
    for (pool, file), language in ((ours, "duckdb"), (theirs, dialect)):
        began = time.perf_counter()
        try:
            answers.append(pool.ask(file=str(file), sql=statement(kind, ask, language), most=1000).rows)
        except Unanswered as error:
            answers.append([[str(error)]])
        times.append(time.perf_counter() - began)
    same = alike(*answers)
    print(
        f"  {'same ' if same else 'OTHER'} {name:34} {len(answers[0]):3} rows  DuckDB {times[0]:6.2f} s"
        f"  {dialect} {times[1]:6.2f} s",
        flush=True,
    )
    if not same:
        print("    ", answers[0][:2], answers[1][:2])
    return same


def dialects() -> int:
    """Statements for engines that are not here must at least be SQL of theirs."""
    import sqlglot

    wrong = 0
    for dialect in ("trino", "clickhouse"):
        for name, (kind, ask) in questions().items():
            sql = statement(kind, ask, dialect)
            parsed = sqlglot.parse(sql, dialect=dialect)
            if len(parsed) != 1 or parsed[0] is None or parsed[0].key != "select":
                wrong += 1
                print(f"  {dialect}: “{name}” is no SELECT: {sql[:200]}")
        print(f"  {dialect}: {len(questions())} statements written and read back")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--tools", type=Path, help="where the engine's environment is kept")
    parser.add_argument("--engine", choices=list(ENGINES), default="spark")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tinhso-engines-") as name:
        tools = words.tools or Path(name) / "tools"
        if Path(sys.prefix) != tools.absolute():
            if not (tools / "bin" / "python").exists():
                subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
            subprocess.run(
                [tools / "bin" / "python", "-m", "pip", "install", "-q", *NEEDED, ENGINES[words.engine][1]],
                check=True,
            )
            command = [
                str(tools / "bin" / "python"),
                __file__,
                "--rows",
                str(words.rows),
                "--tools",
                str(tools),
                "--engine",
                words.engine,
            ]
            return subprocess.run(command, check=False).returncode
        from django.conf import settings

        settings.configure(USE_I18N=False)
        return 1 if compare(words.rows, Path(name), words.engine) + dialects() else 0


if __name__ == "__main__":
    sys.exit(main())
