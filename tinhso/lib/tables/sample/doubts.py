"""What makes a reading implausible: nobody publishes it before the publisher has said that it is right."""

from typing import Any

import duckdb

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables import statements
from tinhso.lib.tables.intake import Outcome

FEW, MANY = 5, 0.02  # so many lines, and so large a part of all, may be refused without a question
COLUMNS_AT_A_TIME = 100  # columns in one statement
PLACES = {
    "latitude": (90, ("vi do", "lat", "latitude")),
    "longitude": (180, ("kinh do", "lon", "lng", "longitude")),
}
Answer = dict[str, Any]


def doubts_of(connection: duckdb.DuckDBPyConnection, outcome: Outcome) -> list[Answer]:
    """Each with its `code`, and the column or the number of lines that it is about."""
    found: list[Answer] = []
    plan = outcome.plan
    if plan.shape.width == 1:
        found.append({"code": "one_column"})
    if not plan.shape.heading:
        found.append({"code": "no_heading"})
    elif sum(map(bool, plan.shape.heading)) * 2 < plan.shape.width:
        found.append({"code": "few_names"})
    elif not plan.shape.heading[-1] and _holds_values(connection, plan.columns[-1].name):
        found.append({"code": "short_heading"})
    if not plan.encoding.sure:
        found.append({"code": "encoding"})
    if outcome.rejected > max(FEW, (outcome.rows + outcome.rejected) * MANY):
        found.append({"code": "refused", "count": outcome.rejected})
    for column in plan.columns:
        words = f" {fold(column.heading or column.name.replace('_', ' '))} "
        for code, (most, names) in PLACES.items():
            if column.kind in ("whole", "number") and any(f" {name} " in words for name in names):
                sql = f"select count(*) from data where abs({statements.name(column.name)}) > {most}"  # noqa: S608
                count = (connection.execute(sql).fetchone() or (0,))[0]
                found += [{"code": code, "column": column.heading or column.name, "count": count}] * bool(
                    count
                )
    return found


def _holds_values(connection: duckdb.DuckDBPyConnection, column: str) -> bool:
    sql = f"select count({statements.name(column)}) from data"  # noqa: S608
    return bool((connection.execute(sql).fetchone() or (0,))[0])


def empty_cells(connection: duckdb.DuckDBPyConnection, names: list[str]) -> list[int]:
    """How many cells of each column are empty."""
    found: list[int] = []
    for start in range(0, len(names), COLUMNS_AT_A_TIME):
        counts = ", ".join(
            f"count(*) - count({statements.name(n)})" for n in names[start : start + COLUMNS_AT_A_TIME]
        )
        found += connection.execute(f"select {counts} from data").fetchone() or ()  # noqa: S608
    return found
