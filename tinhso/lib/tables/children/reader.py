"""The child process that reads tables: `python -m tinhso.lib.tables.children.reader`. One line of JSON in, one out.

It has a bounded address space, opens files read-only and only those that the question names, and is killed by its
parent at the deadline. A stranger's SQL gets a fresh connection without files, settings or network each time.
"""

import json
import math
import resource
import signal
import sys
from collections import OrderedDict
from functools import cache
from typing import Any

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.plain_values import moment_text, plain
from tinhso.lib.tables.sql_check import SqlRefused, catalogue_names, check_sql, known_functions

MOST_BYTES = 16_000_000  # of one answer
OPEN_FILES = 16
STRANGERS_FILES = 2  # kept warm for strangers: each may hold as much memory as a question is allowed
ZONE = "Asia/Ho_Chi_Minh"  # of `now()` and `current_date`
ZONED = "WITH TIME ZONE"
GRACE = 5  # seconds after the parent should have ended it
Answer = dict[str, Any]
Connections = OrderedDict[str, duckdb.DuckDBPyConnection]
_open: Connections = OrderedDict()
_open_to_strangers: Connections = OrderedDict()


def main() -> None:
    """Answer until the parent closes the pipe."""
    settings = json.loads(sys.argv[1])
    limit = settings["address_space"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    known_functions()
    catalogue_names()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 (the protocol)
    for line in sys.stdin:
        signal.alarm(math.ceil(settings["seconds"]) + GRACE)  # a child whose parent was killed ends by itself
        print(json.dumps(answer(json.loads(line), settings)), flush=True)  # noqa: T201
        signal.alarm(0)


def answer(question: Answer, settings: Answer) -> Answer:
    """The rows, or `refused` (by us), or `failed` (by the statement), each with a sentence."""
    try:
        return _answered(question, settings)
    except SqlRefused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"failed": "Câu hỏi cần nhiều bộ nhớ hơn giới hạn."}
    except duckdb.OutOfMemoryException:
        return {"failed": "Câu hỏi cần nhiều bộ nhớ hơn giới hạn."}
    except duckdb.IOException:  # its words name a folder of the machine
        return {"failed": "Chưa đọc được tệp của bảng dữ liệu này; xin thử lại sau."}
    except duckdb.Error as error:
        return {
            "failed": f"Câu lệnh không chạy được. Máy dữ liệu báo: {str(error).split(chr(10) * 2 + 'LINE')[0][:500]}"
        }


def _answered(question: Answer, settings: Answer) -> Answer:
    """Where memory is short, once more with every other table closed: what they keep warm is no reason to refuse."""
    asked = _ours if question["trusted"] else _stranger
    try:
        return asked(question, settings)
    except (MemoryError, duckdb.OutOfMemoryException):
        held = len(_open) + len(_open_to_strangers)
        _close_all()
        if held < 2:
            raise
        return asked(question, settings)


def _ours(question: Answer, settings: Answer) -> Answer:
    """Several statements of one question are answered in one go; the answers of the others come as `also`."""
    connection = _opened(_open, question["file"], _config(settings), OPEN_FILES)
    first, *others = question["sql"]
    answer = _rows(connection, first, question["most"])
    answer["also"] = [_rows(connection, sql, 1)["rows"] for sql in others]
    return answer


def _opened(opened: Connections, file: str, config: Answer, most: int) -> duckdb.DuckDBPyConnection:
    """A connection that stays open, with its warm pages; published files never change."""
    if file in opened:
        opened.move_to_end(file)
    else:
        opened[file] = duckdb.connect(file, read_only=True, config=config)
        if len(opened) > most:
            opened.popitem(last=False)[1].close()
    return opened[file]


def _close_all() -> None:
    for opened in (_open, _open_to_strangers):
        while opened:
            opened.popitem()[1].close()


def _config(settings: Answer) -> Answer:
    return {
        "memory_limit": settings["memory"],
        "threads": settings["threads"],
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
    }


def _stranger(question: Answer, settings: Answer) -> Answer:
    """Checked, then run over read-only files in a connection that nobody had before and nobody has after."""
    checked = check_sql(question["sql"], _parser())
    missing = checked.tables - set(question["tables"])
    if missing:
        raise SqlRefused(f"Không có bảng dữ liệu mở “{sorted(missing)[0][:80]}”.")
    files = {table: question["tables"][table] for table in sorted(checked.tables)}
    sql = f"explain {checked.sql}" if question.get("explain") else checked.sql
    if len(set(files.values())) == 1:
        return _over_one(files, sql, question["most"], settings)
    return _over_many(files, sql, question["most"], settings)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """Nothing but our own statement runs in it, over the stranger's text as a value."""
    return duckdb.connect()


def _over_one(files: dict[str, str], sql: str, most: int, settings: Answer) -> Answer:
    """Most questions name one table: its file stays open, read-only and without access to any other, and each
    question has a cursor of its own, with which its view ends."""
    opened = _opened(_open_to_strangers, next(iter(files.values())), _config(settings), STRANGERS_FILES)
    with opened.cursor() as connection:
        _lock(connection)
        base = statements.name(connection.execute("select current_database()").fetchall()[0][0])
        for table in files:
            connection.execute(f"create temp view {statements.name(table)} as {_read(connection, base)}")
        return _rows(connection, sql, most)


def _read(connection: duckdb.DuckDBPyConnection, base: str) -> str:
    """The table of that file as strangers reckon with it."""
    cells = statements.with_doubles(connection.execute(f"describe {base}.main.data").fetchall())
    return f"select {cells} from {base}.main.data"  # noqa: S608 (names are quoted)


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    """No files, no network, no settings, for as long as the file stays open."""
    if not connection.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        connection.execute(f"set global TimeZone='{ZONE}'")
        connection.execute("set enable_external_access=false")
        connection.execute("set lock_configuration=true")


def _over_many(files: dict[str, str], sql: str, most: int, settings: Answer) -> Answer:
    with duckdb.connect(config=_config(settings)) as connection:
        for number, (table, file) in enumerate(files.items()):
            connection.execute(f"attach {statements.quoted(file)} as d{number} (read_only)")
            connection.execute(f"create view {statements.name(table)} as {_read(connection, f'd{number}')}")
        _lock(connection)
        return _rows(connection, sql, most)


def _rows(connection: duckdb.DuckDBPyConnection, asked: str | list[Any], most: int) -> Answer:
    """At most `most` rows and so many bytes; `more` says that there were others. `asked` may be [sql, its values]."""
    sql, values = (asked, {}) if isinstance(asked, str) else asked
    found = connection.execute(sql, values) if values else connection.execute(sql)
    columns = [[column[0], str(column[1])] for column in found.description or []]
    zoned = [n for n, (_, kind) in enumerate(columns) if ZONED in kind]
    if zoned:
        found = _as_text(connection, sql, values, len(columns), zoned)
    rows: list[list[Any]] = []
    size, more = 0, False
    while some := found.fetchmany(500):
        for row in some:
            if len(rows) == most or size > MOST_BYTES:
                more = True
                break
            cells = [moment_text(v) if n in zoned else plain(v) for n, v in enumerate(row)]
            size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
            rows.append(cells)
        if more:
            break
    return {"columns": columns, "rows": rows, "more": more}


def _as_text(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Any, width: int, zoned: list[int]
) -> duckdb.DuckDBPyConnection:
    """The same question with these columns as text: as moments of Python they would want a library of time zones."""
    cells = [f"cast(#{n + 1} as varchar)" if n in zoned else f"#{n + 1}" for n in range(width)]
    wrapped = f"select {', '.join(cells)} from ({sql}\n)"
    return connection.execute(wrapped, values) if values else connection.execute(wrapped)


if __name__ == "__main__":
    main()
