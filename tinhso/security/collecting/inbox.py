"""The watched folder: tools without a client of HTTP lay their files there, and a job receives them by the same deeds.

`<folder>/<code of the agency>/` and `<folder>/toan-tinh/` (of every agency) hold reports and network logs, `su-kien/` in them files of
events. What was received goes from here, for the store has it with its retention; what was refused lies in `khong-nhan/` beside a file
with the reason, for some days.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import time
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.files.names import clean_name
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.limits import MOST_BYTES

EVERY_AGENCY, EVENTS, REFUSED = "toan-tinh", "su-kien", "khong-nhan"
STILL = 30
"""Seconds for which a file has not changed before it is taken for whole."""
MOST_FILES = 50
REFUSED_DAYS = 7
"""A refused file may be a network log, which says which pages were asked for: it does not lie here for long."""
UNFINISHED = (".tmp", ".part", ".crdownload")


@dataclass(frozen=True)
class WaitingFile:
    path: Path
    agency: Agency | None
    events: bool


class NotReadable(EntryRefused):
    """What lies there is no ordinary file, or cannot be read."""

    def __init__(self, words: str) -> None:
        super().__init__("content", words)


def collect(now: datetime) -> tuple[int, int]:
    """The job: how many were received and how many refused; (0, 0) where no folder is set. One that cannot be received stops no other."""
    if not settings.SECURITY_INBOX:
        return 0, 0
    folder, received, refused = Path(settings.SECURITY_INBOX), 0, 0
    for waiting in _waiting(folder, now):
        try:
            _receive(waiting, now)
        except EntryRefused as why:
            refused += 1
            _put_aside(folder, waiting, str(why), now)
        else:
            received += 1
            waiting.path.unlink(missing_ok=True)
    _forget_refused(folder / REFUSED)
    return received, refused


def _waiting(folder: Path, now: datetime) -> list[WaitingFile]:
    """The oldest first, so many at a time; a folder that is no agency's is left alone."""
    agencies = {one.code: one for one in Agency.objects.on(local(now).date())}
    found: list[WaitingFile] = []
    for place in sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()):
        if place.name != EVERY_AGENCY and place.name not in agencies:
            continue
        agency = agencies.get(place.name)
        found += [WaitingFile(path, agency, False) for path in _files(place)]
        found += [WaitingFile(path, agency, True) for path in _files(place / EVENTS)]
    return sorted(found, key=lambda one: (one.path.lstat().st_mtime, one.path))[:MOST_FILES]


def _files(place: Path) -> Iterator[Path]:
    if place.is_symlink() or not place.is_dir():
        return
    for path in place.iterdir():
        begins = path.name.startswith(".") or path.name.lower().endswith(UNFINISHED)
        if not begins and not path.is_dir() and time() - path.lstat().st_mtime >= STILL:
            yield path


def _receive(waiting: WaitingFile, now: datetime) -> None:
    """EntryRefused."""
    content = _content(waiting.path)
    name = clean_name(waiting.path.name)
    key = uuid5(NAMESPACE_URL, f"tinhso:inbox:{sha256(content).hexdigest()}")
    usual = {"agency": waiting.agency, "content": content, "file_name": name, "client_key": key}
    if waiting.events:
        receive_events(**usual, logsource=("", "", ""), by=SYSTEM, now=now)  # type: ignore[arg-type]
    else:
        receive_report(**usual, by=SYSTEM, now=now)  # type: ignore[arg-type]


def _content(path: Path) -> bytes:
    """Of an ordinary file alone, never through a link to elsewhere. NotReadable."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise NotReadable(
            "Không mở được tệp này: không phải tệp thường, hoặc dịch vụ không có quyền đọc."
        ) from error
    with os.fdopen(opened, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise NotReadable("Đây không phải tệp thường.")
        if found.st_size > MOST_BYTES:
            raise NotReadable("Tệp lớn hơn 64 MB; xuất thành nhiều tệp.")
        return file.read(MOST_BYTES + 1)


def _put_aside(folder: Path, waiting: WaitingFile, why: str, now: datetime) -> None:
    place = folder / REFUSED / waiting.path.parent.relative_to(folder)
    place.mkdir(parents=True, exist_ok=True)
    there = place / f"{local(now):%Y%m%d-%H%M%S}-{waiting.path.name}"
    waiting.path.replace(there)
    there.with_name(f"{there.name}.ly-do.txt").write_text(f"{why}\n", encoding="utf-8")


def _forget_refused(place: Path) -> None:
    if place.is_symlink() or not place.is_dir():
        return
    for path in place.rglob("*"):
        if not path.is_dir() and time() - path.lstat().st_mtime > REFUSED_DAYS * 86_400:
            path.unlink(missing_ok=True)
