"""The child process that asks another engine: `python -m tinhso.lib.tables.children.other_engine`, in the language of `reader.py`.

Its first argument is JSON with `engine`, an address: `spark://local` (in this process), `spark://HOST:PORT` (Spark Connect),
`trino://USER@HOST:PORT/CATALOG/SCHEMA`, `clickhouse://local` (chDB in this process) or `clickhouse://USER:PASSWORD@HOST:PORT/DATABASE`. The address comes by the environment
(OPENDATA_ENGINE), because it may hold a password and arguments can be seen. Spark reads the Parquet file itself and numbers its
rows by `_metadata.row_index`, ClickHouse in this process by `_row_number`; Trino and a server of ClickHouse need a table `v_<folder>` over the Parquet of each version with a column
`rowid`, the row's number. Spark and ClickHouse in this process were tried (`bench/opendata_engines.py`), a server of Trino or ClickHouse never.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tinhso.lib.tables.plain_values import plain

LIBRARIES = {"spark": "pyspark", "trino": "trino", "clickhouse": "clickhouse_connect"}
DIALECTS = {"spark": "pyspark", "trino": "trino", "clickhouse": "clickhouse"}
Fetch = Callable[[str, str], tuple[list[list[str]], list[Any]]]  # file, sql: columns, rows


class Away(RuntimeError):
    """The engine cannot be asked; a Vietnamese sentence that says why."""


def kind_of(address: str) -> str:
    """spark, trino or clickhouse. Raises Away for another word."""
    kind = urlsplit(address).scheme
    if kind not in LIBRARIES:
        raise Away(
            f"OPENDATA_ENGINE không nhận “{kind or address[:20]}”; chỉ nhận duckdb, spark, trino, clickhouse."
        )
    return kind


def opened(address: str) -> Fetch:
    """A way to ask, after one `select 1`. Raises Away."""
    kind = kind_of(address)
    inside = address == INSIDE
    library = "chdb" if inside else LIBRARIES[kind]
    try:
        importlib.import_module(library)
    except ImportError as error:
        raise Away(f"thư viện {library} chưa được cài") from error
    if inside:
        return _clickhouse_inside()
    return {"spark": _spark, "trino": _trino, "clickhouse": _clickhouse}[kind](address)


def _spark(address: str) -> Fetch:
    # an installation has the library of the engine that it chose, if any
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    host = urlsplit(address).netloc
    builder: Any = SparkSession.builder
    builder = builder.master("local[2]") if host == "local" else builder.remote(f"sc://{host}")
    for name, value in {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
        spark.sql("select 1").collect()
    except (PySparkException, OSError, RuntimeError) as error:
        raise Away(f"máy chủ Spark ở {host} không trả lời ({type(error).__name__})") from error
    shown = [""]

    def fetch(file: str, sql: str) -> tuple[list[list[str]], list[Any]]:
        try:
            if shown[0] != file:
                table = spark.read.parquet(file)
                table.select("*", "_metadata.row_index").withColumnRenamed(
                    "row_index", "rowid"
                ).createOrReplaceTempView("data")
                shown[0] = file
            found = spark.sql(sql)
            return [[f.name, f.dataType.simpleString()] for f in found.schema], found.collect()
        except PySparkException as error:
            raise Away(f"Spark báo lỗi {type(error).__name__}") from error

    return fetch


def _trino(address: str) -> Fetch:
    # an installation has the library of the engine that it chose, if any
    import trino

    parts = urlsplit(address)
    catalog, _, schema = parts.path.strip("/").partition("/")
    words: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or 8080,
        "user": parts.username or "tinhso",
    }
    connection = trino.dbapi.connect(**words, catalog=catalog, schema=schema, request_timeout=10)

    def fetch(file: str, sql: str) -> tuple[list[list[str]], list[Any]]:
        try:
            cursor = connection.cursor()
            cursor.execute(_over(file, sql))
            rows = cursor.fetchall()
        except (trino.exceptions.Error, OSError) as error:
            raise Away(f"máy chủ Trino ở {parts.hostname} không trả lời ({type(error).__name__})") from error
        return [[one[0], str(one[1])] for one in cursor.description or []], rows

    fetch("", "select 1")
    return fetch


def _clickhouse(address: str) -> Fetch:
    # an installation has the library of the engine that it chose, if any
    import clickhouse_connect
    from clickhouse_connect.driver.exceptions import ClickHouseError

    parts = urlsplit(address)
    words: dict[str, Any] = {"host": parts.hostname, "port": parts.port or 8123, "connect_timeout": 10}
    words |= {"username": parts.username or "default", "password": unquote(parts.password or "")}

    def fetch(file: str, sql: str) -> tuple[list[list[str]], list[Any]]:
        try:
            client = clickhouse_connect.get_client(**words, database=parts.path.strip("/") or "default")
            found = client.query(_over(file, sql))
        except (ClickHouseError, OSError) as error:
            raise Away(
                f"máy chủ ClickHouse ở {parts.hostname} không trả lời ({type(error).__name__})"
            ) from error
        kinds = [str(kind.name) for kind in found.column_types]
        return [list(pair) for pair in zip(found.column_names, kinds, strict=True)], list(found.result_rows)

    fetch("", "select 1")
    return fetch


INSIDE = "clickhouse://local"


def _clickhouse_inside() -> Fetch:
    """ClickHouse as a library of this process, over the Parquet file itself."""
    # an installation has the library of the engine that it chose, if any
    import pyarrow as pa
    from chdb import ChdbError
    from chdb.session import Session

    engine = Session()

    def fetch(file: str, sql: str) -> tuple[list[list[str]], list[Any]]:
        path = file.replace("\\", "\\\\").replace("'", "\\'")
        source = f"select *, _row_number as rowid from file('{path}', Parquet)"  # noqa: S608 (quoted; the path is our own)
        try:
            found = engine.query(f"with data as ({source}) {sql}" if file else sql, "ArrowStream")
        except (ChdbError, RuntimeError) as error:
            raise Away(f"ClickHouse báo lỗi {type(error).__name__}") from error
        table = pa.ipc.open_stream(found.bytes()).read_all()
        kinds = [[field.name, str(field.type)] for field in table.schema]
        columns = [
            # a moment of a table has no zone, ClickHouse gives it one
            (
                column.cast(pa.timestamp(column.type.unit)) if pa.types.is_timestamp(column.type) else column
            ).to_pylist()
            for column in table.columns
        ]
        return kinds, [list(row) for row in zip(*columns, strict=True)]

    fetch("", "select 1")
    return fetch


def _over(file: str, sql: str) -> str:
    """The statement over the table of that version; its folder is 32 hexadecimal signs."""
    return f"with data as (select * from v_{Path(file).parent.name}) {sql}" if file else sql


def answer(question: dict[str, Any], fetch: Fetch) -> dict[str, Any]:
    """What `reader.answer` gives, or `failed` with a sentence."""
    try:
        parts = [fetch(question["file"], sql) for sql in question["sql"]]
    except Away as away:
        return {"failed": f"Máy dữ liệu đã chọn chưa trả lời được: {away}."}
    (columns, rows), *others = parts
    most = question["most"]
    result = {
        "columns": columns,
        "rows": [list(map(plain, row)) for row in rows[:most]],
        "more": len(rows) > most,
    }
    return result | {"also": [[list(map(plain, row)) for row in found[:1]] for _columns, found in others]}


def main() -> None:
    """Answer until the parent closes the pipe."""
    wire = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print is not of the protocol
    try:
        fetch = opened(os.environ["OPENDATA_ENGINE"])
    except Away as away:
        print(json.dumps({"away": f"Máy dữ liệu đã chọn chưa hỏi được: {away}."}), file=wire, flush=True)
        return
    print(json.dumps({"ready": True}), file=wire, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), fetch)), file=wire, flush=True)


if __name__ == "__main__":
    main()
