"""Whether a stranger's SQL is one question to known tables, by DuckDB's own parser; refused with a reason otherwise.

Only a SELECT can be written out as a tree (`json_serialize_sql`); that tree names every table and function. A
function that reads files, settings or other statements, or makes gigabytes out of nothing, is not on the list. This is
the first of three walls: the process has no files, no network and a limit of memory, and dies at its deadline.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import duckdb

LONGEST = 20_000
DENIED = frozenset(
    [
        "repeat",
        "rpad",
        "lpad",
        "bar",
        "query",
        "query_table",
        "getenv",
        "getvariable",
        "current_setting",
        "write_log",
    ]
    + [
        "json_execute_serialized_sql",
        "json_serialize_sql",
        "json_deserialize_sql",
        "json_serialize_plan",
        "sleep_ms",
    ]
    + [
        "pg_sleep",
        "setseed",
        "nextval",
        "currval",
        "txid_current",
        "current_query",
        "parse_duckdb_log_message",
    ]
    + ["in_search_path", "current_schemas", "current_database", "current_catalog", "version", "checkpoint"]
)
TABLE_FUNCTIONS = frozenset(["range", "generate_series", "unnest"])
SYNTAX = frozenset(
    ["and", "or", "not", "in", "between", "case", "count_star", "list_value", "struct_pack", "row", "unnest"]
)


class SqlRefused(ValueError):
    """The statement is not run; the message is a Vietnamese sentence that says why."""


@dataclass(frozen=True)
class Question:
    """One SELECT and the tables that it names."""

    sql: str
    tables: frozenset[str]


def check_sql(sql: str, connection: duckdb.DuckDBPyConnection) -> Question:
    """The statement with its tables. Raises SqlRefused."""
    if len(sql) > LONGEST:
        raise SqlRefused(f"Câu lệnh dài hơn {LONGEST:,} ký tự.".replace(",", "."))
    if "\0" in sql:
        raise SqlRefused("Câu lệnh có ký tự không hợp lệ.")
    text, *_ = connection.execute("select json_serialize_sql(?)", [sql.strip().rstrip(";")]).fetchone() or (
        "{}",
    )
    tree = json.loads(text)
    if tree.get("error"):
        raise SqlRefused(_said(tree))
    if len(tree["statements"]) != 1:
        raise SqlRefused("Chỉ chạy được một câu lệnh mỗi lần.")
    _check_functions(tree, known_functions())
    return Question(sql.strip().rstrip(";"), frozenset(_tables(tree)))


def _said(tree: dict[str, str]) -> str:
    message = tree.get("error_message", "")
    if "Only SELECT" in message:
        return "Chỉ chạy được câu lệnh SELECT (kể cả FROM …, VALUES, DESCRIBE, SUMMARIZE)."
    return f"Câu lệnh sai cú pháp: {message[:300]}"


@cache
def known_functions() -> frozenset[str]:
    """Scalar and aggregate functions that DuckDB has, without the denied ones, and the harmless table functions."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "select distinct function_name from duckdb_functions() where function_type in ('scalar', 'aggregate', 'macro')"
        ).fetchall()
    return frozenset(row[0] for row in found) - DENIED | TABLE_FUNCTIONS | SYNTAX | WINDOWS


WINDOWS = frozenset(
    ["row_number", "rank", "dense_rank", "rank_dense", "percent_rank", "cume_dist", "ntile", "lead", "lag"]
    + ["first_value", "last_value", "nth_value", "fill"]
)


def _check_functions(tree: object, known: frozenset[str]) -> None:
    for node in _nodes(tree):
        name = str(node.get("function_name", "")).lower()
        if name and name not in known:
            raise SqlRefused(f"Không dùng được hàm “{name[:60]}” ở đây.")
        if node.get("type") == "SHOW_REF" and not node.get("query"):
            raise SqlRefused("Không liệt kê được bảng bằng SHOW; tên các bảng có ở trang danh mục.")
        if node.get("type") == "TABLE_FUNCTION" and str(_called(node)).lower() not in TABLE_FUNCTIONS:
            raise SqlRefused(f"Không dùng được hàm bảng “{str(_called(node))[:60]}” ở đây.")


def _called(node: dict[str, object]) -> object:
    function = node.get("function")
    return function.get("function_name", "") if isinstance(function, dict) else ""


def _tables(tree: object) -> Iterator[str]:
    """The tables named; a common table expression of the statement itself is not one."""
    own = {
        str(item["key"]) for node in _nodes(tree) for item in _list(node.get("cte_map", {})) if "key" in item
    }
    for node in _nodes(tree):
        if node.get("type") == "BASE_TABLE":
            if node.get("catalog_name") or node.get("schema_name"):
                raise SqlRefused("Chỉ hỏi được các bảng dữ liệu mở, gọi bằng tên của bảng.")
            if node["table_name"] not in own:
                yield str(node["table_name"])


def _list(cte_map: object) -> list[dict[str, object]]:
    found = cte_map.get("map", []) if isinstance(cte_map, dict) else []
    return [item for item in found if isinstance(item, dict)]


def _nodes(tree: object) -> Iterator[dict[str, object]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
