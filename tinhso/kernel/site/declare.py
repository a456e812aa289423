"""What a system declares so that others can count, publish and show it; nobody imports sideways.

A system lists its `Measure`s in `measures.py` and its `OpenTable`s in `datasets.py`; what it puts on pages of
others it lists in `slots.py` (the kinds are in `kernel.site.slots`). `declare.all_of(Measure)` finds them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import QuerySet

MODULES = ("slots", "measures", "datasets")
Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Measure:
    """Something that a system can count: the rows, the day they count on, and what they are counted by.

    `rows` is called for a queryset without arguments; `counts_on`, `agency`, `place` and each of `dims` name
    its fields. A figure is never stored beside its rows: cells are summed by a job and compared nightly.
    """

    code: str
    name: str
    unit: str
    rows: "Callable[[], QuerySet[Any]]"
    counts_on: str
    version: int = 1
    agency: str | None = None
    place: str | None = None
    dims: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class OpenTable:
    """A table that a system can publish as open data: its columns in order, and the rows that are public.

    `columns` are pairs (field of the queryset, heading). Nothing is published before the chairman's list of
    open data (NĐ 47/2020, Điều 17) has a line for it.
    """

    code: str
    title: str
    description: str
    columns: tuple[tuple[str, str], ...]
    rows: "Callable[[], QuerySet[Any]]"
    keywords: tuple[str, ...] = field(default=())


@cache
def _declared() -> tuple[object, ...]:
    """Everything that stands in a module-level list of the declaring modules, in the order of the apps."""
    found: list[object] = []
    for app in apps.get_app_configs():
        for name in MODULES:
            if app.name.startswith("tinhso.") and find_spec(f"{app.name}.{name}"):
                lists = vars(import_module(f"{app.name}.{name}")).values()
                found += [item for value in lists if isinstance(value, (list, tuple)) for item in value]
    return tuple(found)


def all_of(kind: type[Declared]) -> list[Declared]:
    """All that the installed systems declare of this kind, by their `order` where they have one."""
    seen = list({id(item): item for item in _declared() if isinstance(item, kind)}.values())
    return sorted(seen, key=lambda item: getattr(item, "order", 0))
