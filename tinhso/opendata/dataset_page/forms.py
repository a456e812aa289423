from typing import Any

from tinhso.opendata.engine.expressions import WITHOUT_VALUE, Ask, Condition


def ask_of(given: Any, limit: int | None) -> Ask:
    """Conditions (cot, dk, gt in threes), order (xep) and page (trang) of an address."""
    columns, operators, values = (given.getlist(word)[:20] for word in ("cot", "dk", "gt"))
    values += [""] * (len(columns) - len(values))
    conditions = tuple(
        Condition(column, operator, value.replace("\0", ""))
        for column, operator, value in zip(columns, operators, values, strict=False)
        if column and (value or operator in WITHOUT_VALUE)
    )
    page = given.get("trang", "1")
    number = min(max(int(page), 1), 1_000_000) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    return Ask(conditions, given.get("xep", "")[:80], limit, (number - 1) * (limit or 0))
