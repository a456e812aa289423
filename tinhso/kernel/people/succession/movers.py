"""Moving open work to a successor agency: each system says in its module `succession.py` how its own things move.

    def succeed(*, old: Agency, new: Agency, on: date, dry_run: bool, by: Actor, now: datetime) -> dict[str, int]

It returns counts by a Vietnamese word ("hồ sơ đang giải quyết": 12), moves nothing when `dry_run`, and records one
event a moved thing. Systems are found by name, so that people need not know them.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

Mover = Callable[..., dict[str, int]]


def movers() -> list[Mover]:
    """Every system's `succession.succeed`, in the order of the installed apps; people's own is not among them."""
    found: list[Mover] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.succession"
        if not config.name.startswith("tinhso.") or config.label == "people" or find_spec(name) is None:
            continue
        found.append(import_module(name).succeed)
    return found
