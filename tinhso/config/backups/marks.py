"""What this installation remembers of its backups, for `/metrics`: when one was last written whole, when one was last tried."""

import time
from collections.abc import Iterator
from pathlib import Path

from tinhso.config.environment import state_folder
from tinhso.kernel.site.operation import Sample

MADE, TRIED = "written", "tried"


def mark(what: str) -> None:
    """Now, as a file in the state folder whose moment counts."""
    place = _place(what)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.touch()


def backup_samples() -> Iterator[Sample]:
    """Seconds since; nothing of what never was."""
    for what in (MADE, TRIED):
        if (place := _place(what)).exists():
            yield Sample(max(0.0, time.time() - place.stat().st_mtime), {"what": what})


def _place(what: str) -> Path:
    return state_folder() / "backups" / what
