"""What this installation remembers of its backups, for `/metrics` and `tinhso check`: when one was last written whole, when one was
last tried."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from tinhso.config.environment import state_folder
from tinhso.kernel.site.operation import Finding, Sample

MADE, TRIED = "written", "tried"
FRESH, TRIED_LATELY = timedelta(days=2), timedelta(days=14)
"""Backups are made each night and tried each week: so long may one be missed."""


def mark(what: str) -> None:
    """Now, as a file in the state folder whose moment counts; made by root it is of who serves. OSError."""
    place = _place(what)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.touch()
    if os.geteuid() == 0:
        owner = state_folder().stat()
        for one in (place.parent, place):
            os.chown(one, owner.st_uid, owner.st_gid)


def age_of(what: str) -> timedelta | None:
    """Since; None of what never was, or cannot be read."""
    with suppress(OSError):
        return timedelta(seconds=max(0.0, time.time() - _place(what).stat().st_mtime))
    return None


def backup_samples() -> Iterator[Sample]:
    """Seconds since; nothing of what never was."""
    for what in (MADE, TRIED):
        if (age := age_of(what)) is not None:
            yield Sample(age.total_seconds(), {"what": what})


def remembered() -> Iterator[Finding]:
    """Whether one was written and tried lately, as far as this state folder knows; nothing where none ever was."""
    made, tried = age_of(MADE), age_of(TRIED)
    if made is None:
        return
    if made > FRESH:
        words = f"bản trọn vẹn gần nhất đã {made.days} ngày: xem lịch chạy tinhso backup"
        yield Finding("sao lưu", "wrong", words)
    else:
        yield Finding("sao lưu", "good", f"bản trọn vẹn gần nhất cách đây {made // timedelta(hours=1)} giờ")
    if tried is None or tried > TRIED_LATELY:
        ago = f"đã {tried.days} ngày chưa" if tried else "chưa lần nào"
        yield Finding("sao lưu", "note", f"{ago} phục hồi thử một bản: tinhso backup --check THƯ-MỤC")


def _place(what: str) -> Path:
    return state_folder() / "backups" / what
