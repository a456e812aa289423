"""Values of a table as JSON has them."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT = 2**53  # beyond it not every whole number is a double


def plain(value: Any) -> Any:
    """A value as JSON has it; days and moments in ISO 8601, what JSON lacks as text or nothing."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < EXACT
        return int(value) if whole else value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, timedelta) else str(value)


def moment_text(value: Any) -> Any:
    """A moment that DuckDB wrote with its zone, in ISO 8601; a list or struct of such stays as it was written."""
    try:
        return datetime.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return value
