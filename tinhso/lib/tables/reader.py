"""The child process that reads tables: `python -m tinhso.lib.tables.reader`. One line of JSON in, one out.

It has a bounded address space, opens files read-only and only those that the question names, and is killed by its
parent at the deadline. A stranger's SQL gets a fresh connection without files, settings or network each time.
"""

import json
import math
import resource
import signal
import sys
from collections import OrderedDict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.sql_check import SqlRefused, check_sql, known_functions

MOST_BYTES = 16_000_000  # of one answer
OPEN_FILES = 16
GRACE = 5  # seconds after the parent should have ended it
Answer = dict[str, Any]
_open: "OrderedDict[str, duckdb.DuckDBPyConnection]" = OrderedDict()


def main() -> None:
    """Answer until the parent closes the pipe."""
    settings = json.loads(sys.argv[1])
    limit = settings["address_space"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    known_functions()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 (the protocol)
    for line in sys.stdin:
        signal.alarm(math.ceil(settings["seconds"]) + GRACE)  # a child whose parent was killed ends by itself
        print(json.dumps(answer(json.loads(line), settings)), flush=True)  # noqa: T201
        signal.alarm(0)


def answer(question: Answer, settings: Answer) -> Answer:
    """The rows, or `refused` (by us), or `failed` (by the statement), each with a sentence."""
    try:
        if question["trusted"]:
            return _rows(_opened(question["file"], settings), question["sql"], question["most"])
        return _stranger(question, settings)
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


def _opened(file: str, settings: Answer) -> duckdb.DuckDBPyConnection:
    """A connection that stays open for questions of our own; published files never change."""
    if file in _open:
        _open.move_to_end(file)
    else:
        _open[file] = duckdb.connect(file, read_only=True, config=_config(settings))
        if len(_open) > OPEN_FILES:
            _open.popitem(last=False)[1].close()
    return _open[file]


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
    with duckdb.connect(config=_config(settings)) as connection:
        checked = check_sql(question["sql"], connection)
        missing = checked.tables - set(question["tables"])
        if missing:
            raise SqlRefused(f"Không có bảng dữ liệu mở “{sorted(missing)[0][:80]}”.")
        for number, table in enumerate(sorted(checked.tables)):
            file = statements.quoted(question["tables"][table])
            connection.execute(f"attach {file} as d{number} (read_only)")
            connection.execute(f"create view {statements.name(table)} as from d{number}.data")
        connection.execute("set enable_external_access=false")
        connection.execute("set lock_configuration=true")
        if question.get("explain"):
            return _rows(connection, f"explain {checked.sql}", question["most"])
        return _rows(connection, checked.sql, question["most"])


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, most: int) -> Answer:
    """At most `most` rows and so many bytes; `more` says that there were others."""
    found = connection.execute(sql)
    columns = [[column[0], str(column[1])] for column in found.description or []]
    rows: list[list[Any]] = []
    size, more = 0, False
    while some := found.fetchmany(500):
        for row in some:
            if len(rows) == most or size > MOST_BYTES:
                more = True
                break
            cells = [_plain(value) for value in row]
            size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
            rows.append(cells)
        if more:
            break
    return {"columns": columns, "rows": rows, "more": more}


def _plain(value: Any) -> Any:
    """A value as JSON has it; days and moments in ISO 8601, what JSON lacks as text or nothing."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, timedelta) else str(value)


if __name__ == "__main__":
    main()
