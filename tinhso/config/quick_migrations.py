"""Migrations from the beginning in a fraction of the time.

Django draws the models of the state anew after each operation, with all that lead to them by however many steps: 65,000
models for 300 tables, each field taken apart and its class called again. Here a field of the state, which is bound to no
model, is copied; an operation draws its own model alone; and the few operations that change what other tables
point to, or run Python over the models, draw all of them first.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.migrations import operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField

ALONE = (
    *(operations.CreateModel, operations.AddField, operations.RemoveField),
    *(operations.AddConstraint, operations.RemoveConstraint, operations.AddIndex, operations.RemoveIndex),
    *(operations.AlterModelOptions, operations.AlterModelManagers),
    *(operations.RunSQL, operations.RunPython, operations.SeparateDatabaseAndState),
)
"""They look at their own model and the tables that it points to. Code in Python is given all models by Django itself."""


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Within it a migration costs what it changes. For PostgreSQL: SQLite makes tables anew from their models."""
    kinds = [one for one in vars(operations).values() if isinstance(one, type) and issubclass(one, Operation)]
    with ExitStack() as stack:
        stack.enter_context(_replaced(ProjectState, "_find_reload_model", _itself))
        stack.enter_context(_replaced(Field, "clone", _clone(Field.clone)))
        for kind in kinds:
            if kind not in ALONE:
                stack.enter_context(_replaced(kind, "database_forwards", _whole(kind.database_forwards)))
        yield


@contextmanager
def _replaced(owner: type, name: str, new: Callable[..., Any]) -> Iterator[None]:
    """Meanwhile; what the class had inherited it inherits again."""
    before = vars(owner).get(name)
    setattr(owner, name, new)
    try:
        yield
    finally:
        if before is None:
            delattr(owner, name)
        else:
            setattr(owner, name, before)


def _itself(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    """Which models are drawn anew. `is_delayed` is Django's word for a state whose other models still point to the old."""
    state.is_delayed = True
    return {(app_label, model_name)}


def _whole(plain: Callable[..., None]) -> Callable[..., None]:
    def forwards(operation: Any, label: str, editor: Any, before: ProjectState, after: ProjectState) -> None:
        if not isinstance(operation, operations.AlterField) or _others_point_to(operation, label, before):
            before.clear_delayed_apps_cache()
            after.clear_delayed_apps_cache()
        plain(operation, label, editor, before, after)

    return forwards


def _others_point_to(operation: operations.AlterField, label: str, before: ProjectState) -> bool:
    """Whether the column holds a relation or may be what one leads to."""
    was = before.models[label, operation.model_name_lower].get_field(operation.name)
    return any(field.is_relation or field.primary_key or field.unique for field in (was, operation.field))


def _clone(thorough: Any) -> Any:
    def clone(field: "Field[Any, Any]") -> "Field[Any, Any]":
        if hasattr(field, "model") or hasattr(field, "base_field") or isinstance(field, ManyToManyField):
            return thorough(field)
        found = copy.deepcopy(field)  # a field's own: its relation is copied too, nothing else
        found.creation_counter = Field.creation_counter  # models hold their fields in this order
        Field.creation_counter += 1
        return found

    return clone
