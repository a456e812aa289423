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
        raise SqlRefused(_syntax_message(tree))
    if len(tree["statements"]) != 1:
        raise SqlRefused("Chỉ chạy được một câu lệnh mỗi lần.")
    _check_functions(tree, known_functions())
    return Question(sql.strip().rstrip(";"), frozenset(_tables(tree)))


def _syntax_message(tree: dict[str, str]) -> str:
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


def _tables(tree: object, scope: frozenset[str] = frozenset()) -> Iterator[str]:
    """The tables named. A common table expression is one only where DuckDB sees it: in the query that it stands in and
    in the expressions after it, in itself only when it is recursive. Elsewhere the same name is a table."""
    if isinstance(tree, list):
        for item in tree:
            yield from _tables(item, scope)
    if not isinstance(tree, dict):
        return
    if tree.get("type") == "BASE_TABLE" and (name := _named(tree, scope)):
        yield name
    if tree.get("type") == "RECURSIVE_CTE_NODE":
        scope |= {str(tree.get("cte_name", "")).lower()}
    for item in _list(tree.get("cte_map", {})):
        yield from _tables(item.get("value"), scope)
        scope |= {_own_name(item)}
    for part, inside in tree.items():
        if part != "cte_map":
            yield from _tables(inside, scope)


def _named(table: dict[str, object], scope: frozenset[str]) -> str:
    """The table's name, "" for an expression of the statement itself. SqlRefused."""
    if table.get("catalog_name") or table.get("schema_name"):
        raise SqlRefused("Chỉ hỏi được các bảng dữ liệu mở, gọi bằng tên của bảng.")
    name = str(table["table_name"])
    return "" if name.lower() in scope else name


def _own_name(item: dict[str, object]) -> str:
    """The name of a common table expression; one of the engine's own views is refused."""
    name = str(item.get("key", "")).lower()
    if name in catalogue_names():
        raise SqlRefused(f"Bảng tạm không được mang tên “{name[:60]}” của máy dữ liệu; đặt tên khác.")
    return name


@cache
def catalogue_names() -> frozenset[str]:
    """DuckDB's own views, which tell of settings, files and sessions."""
    with duckdb.connect() as connection:
        found = connection.execute("select distinct view_name from duckdb_views() where internal").fetchall()
    return frozenset(str(row[0]).lower() for row in found)


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
