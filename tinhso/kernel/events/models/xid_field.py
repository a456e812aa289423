from typing import Any

from django.db import models


class XidField(models.Field):
    """PostgreSQL's 64-bit transaction id (`xid8`): it only grows within one cluster and never wraps."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else str(value)
