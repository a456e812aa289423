"""Migrations from the beginning in a third of the time.

Django draws the models of the state anew after each operation, some 28,000 times in all, and clones every field of them by
taking it apart and calling its class again. A field of the state is bound to no model: a copy of it is as good.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Field, ManyToManyField


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Within it fields that are bound to no model are cloned by copying."""
    thorough = Field.clone
    Field.clone = _clone(thorough)  # type: ignore[method-assign]
    try:
        yield
    finally:
        Field.clone = thorough  # type: ignore[method-assign]


def _clone(thorough: Any) -> Any:
    def clone(field: "Field[Any, Any]") -> "Field[Any, Any]":
        if hasattr(field, "model") or hasattr(field, "base_field") or isinstance(field, ManyToManyField):
            return thorough(field)
        found = copy.deepcopy(field)  # a field's own: its relation is copied too, nothing else
        found.creation_counter = Field.creation_counter  # models hold their fields in this order
        Field.creation_counter += 1
        return found

    return clone
