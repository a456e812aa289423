"""Rows with a validity, brought in line with what a pack says: created, changed in place, never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Synced:
    """How many rows a file created, changed and found as they were."""

    created: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Synced") -> "Synced":
        return Synced(self.created + other.created, self.changed + other.changed, self.same + other.same)


def sync_rows(
    model: type[M], rows: Iterable[M], *, key: tuple[str, ...], kept_columns: tuple[str, ...] = ()
) -> Synced:
    """Make the table hold these unsaved rows; a row is the same row when the `key` attributes agree.

    `valid__lower` in `key` means the first day of validity. Columns in `kept` are not touched on rows that exist.
    Changes come before creations, so that a shortened validity makes room for its successor.
    """
    columns = [
        f.attname for f in model._meta.concrete_fields if not f.primary_key and f.attname not in kept_columns
    ]
    present = {_key(row, key): row for row in model._default_manager.all()}
    new: list[M] = []
    changed: list[M] = []
    same = 0
    for row in rows:
        old = present.get(_key(row, key))
        if old is None:
            new.append(row)
        elif _copy(row, old, columns):
            changed.append(old)
        else:
            same += 1
    names = [f.name for f in model._meta.concrete_fields if f.attname in columns]
    model._default_manager.bulk_update(changed, names, batch_size=500)
    model._default_manager.bulk_create(new, batch_size=1000)
    return Synced(len(new), len(changed), same)


def _key(row: models.Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(
        getattr(row, n.removesuffix("__lower")).lower if n.endswith("__lower") else getattr(row, n)
        for n in names
    )


def _copy(source: models.Model, target: models.Model, columns: list[str]) -> bool:
    """Carry the columns over; True if one of them differed."""
    differing = [c for c in columns if getattr(source, c) != getattr(target, c)]
    for column in differing:
        setattr(target, column, getattr(source, column))
    return bool(differing)
