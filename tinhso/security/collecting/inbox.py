"""The watched folder: tools without a client of HTTP lay their files there, and a job receives them by the same deeds.

`<folder>/<code of the agency>/` and `<folder>/toan-tinh/` (of every agency) hold reports and network logs, `su-kien/` in them files of
events, `phan-mem/` software bills, whose names begin with the code of the system. What was received goes from here, for the store has it with its retention; what was refused lies in `khong-nhan/` beside a file
with the reason, for some days.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import time
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import StoreAway
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.files.names import clean_name
from tinhso.security.bills.actions.register_bill import register_bill
from tinhso.security.bills.receiving import code_in, system_named
from tinhso.security.collecting.client_keys import key_of_inbox
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.limits import MOST_BYTES

log = logging.getLogger("tinhso.security")
EVERY_AGENCY, EVENTS, BILLS, REFUSED = "toan-tinh", "su-kien", "phan-mem", "khong-nhan"
STILL = 30
"""Seconds for which a file has not changed before it is taken for whole; by when the disk changed it, which no tool can set."""
MOST_FILES = 50
REFUSED_DAYS = 7
"""A refused file may be a network log, which says which pages were asked for: it does not lie here for long."""
UNFINISHED = (".tmp", ".part", ".crdownload")
MOST_NAME = 200
"""Bytes of a name that was refused: a moment goes before it and an ending behind, and a disk takes 255."""
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@dataclass(frozen=True)
class WaitingFile:
    """`place` are the folders that lead to it from the watched one; `rank` is 0 for the oldest there."""

    place: tuple[str, ...]
    name: str
    agency: Agency | None
    changed: float
    rank: int

    @property
    def events(self) -> bool:
        return self.place[-1] == EVENTS


class NotReadable(EntryRefused):
    """What lies there is no ordinary file, or cannot be read."""

    def __init__(self, words: str) -> None:
        super().__init__("content", words)


class InboxStuck(RuntimeError):
    """Folders that cannot be read, or out of which nothing can be taken. The job fails so that `tinhso check` names it."""


def collect(now: datetime) -> tuple[int, int]:
    """The job: how many were received and how many refused; (0, 0) where no folder is set. One that cannot be received stops no other.

    Raises: InboxStuck, once every file was looked at.
    """
    if not settings.SECURITY_INBOX:
        return 0, 0
    folder, received, refused = Path(settings.SECURITY_INBOX), 0, 0
    stuck: set[str] = set()
    for waiting in _waiting(folder, now, stuck):
        try:
            with _opened(folder, waiting.place) as place:
                if _is_received(folder, place, waiting, now):
                    received += 1
                else:
                    refused += 1
        except FileNotFoundError:
            continue  # who laid it there took it away again
        except StoreAway:
            raise  # it takes no other file either
        except (OSError, ValueError, DatabaseError):
            log.exception("a file of the watched folder cannot be taken", extra={"place": waiting.place})
            stuck.add("/".join(waiting.place))
    _forget_refused(folder / REFUSED)
    if stuck:
        raise InboxStuck(", ".join(sorted(stuck)))
    return received, refused


@contextmanager
def _opened(folder: Path, place: tuple[str, ...]) -> Iterator[int]:
    """A handle of that folder, reached through no link: who may write into it leads nobody elsewhere. OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in place:
            inner = os.open(part, FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def _waiting(folder: Path, now: datetime, stuck: set[str]) -> list[WaitingFile]:
    """The oldest of each folder first, so many at a time: one that is full keeps no other waiting. A folder that is no agency's is left
    alone; into `stuck` those that cannot be read."""
    agencies = {one.code: one for one in Agency.objects.on(local(now).date())}
    found: list[WaitingFile] = []
    for name in sorted(one.name for one in folder.iterdir()):
        if name != EVERY_AGENCY and name not in agencies:
            continue
        for place in ((name,), (name, EVENTS), (name, BILLS)):
            try:
                found += _files(folder, place, agencies.get(name))
            except (FileNotFoundError, NotADirectoryError):
                continue  # no folder, or a link
            except OSError:
                log.exception("a watched folder cannot be read", extra={"place": place})
                stuck.add("/".join(place))
    return sorted(found, key=lambda one: (one.rank, one.changed))[:MOST_FILES]


def _files(folder: Path, place: tuple[str, ...], agency: Agency | None) -> list[WaitingFile]:
    """OSError."""
    found: list[tuple[float, str]] = []
    with _opened(folder, place) as handle, os.scandir(handle) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED):
                continue
            with suppress(FileNotFoundError):  # a tool gave it its name this moment
                seen = entry.stat(follow_symlinks=False)
                if not stat.S_ISDIR(seen.st_mode) and time() - seen.st_ctime >= STILL:
                    found.append((seen.st_ctime, entry.name))
    oldest = sorted(found)[:MOST_FILES]
    return [WaitingFile(place, name, agency, changed, rank) for rank, (changed, name) in enumerate(oldest)]


def _is_received(folder: Path, place: int, waiting: WaitingFile, now: datetime) -> bool:
    """Received and gone, or put aside with the reason. One that changed meanwhile stays, and is received once more. OSError."""
    try:
        content, before = _content(place, waiting.name)
        _receive(waiting, content, now)
    except EntryRefused as why:
        _put_aside(folder, place, waiting, str(why), now)
        return False
    if _mark(os.stat(waiting.name, dir_fd=place, follow_symlinks=False)) == before:
        os.unlink(waiting.name, dir_fd=place)
    return True


def _receive(waiting: WaitingFile, content: bytes, now: datetime) -> None:
    """EntryRefused."""
    key = key_of_inbox(waiting.agency, sha256(content).hexdigest(), events=waiting.events)
    usual = {"agency": waiting.agency, "content": content, "file_name": clean_name(waiting.name), "client_key": key}  # fmt: skip
    if waiting.place[-1] == BILLS:
        _receive_bill(waiting, content, key, now)
    elif waiting.events:
        receive_events(**usual, logsource=("", "", ""), by=SYSTEM, now=now)  # type: ignore[arg-type]
    else:
        receive_report(**usual, by=SYSTEM, now=now)  # type: ignore[arg-type]


def _receive_bill(waiting: WaitingFile, content: bytes, key: UUID, now: datetime) -> None:
    """EntryRefused."""
    system = system_named(code_in(waiting.name), SYSTEM, waiting.agency, now)
    if system is None:
        raise EntryRefused("content", "Tên tệp phải bắt đầu bằng mã hệ thống thông tin của cơ quan này.")
    register_bill(system=system, content=content, file_name=waiting.name, client_key=key, by=SYSTEM, now=now)


def _mark(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_ino, seen.st_size, seen.st_ctime_ns


def _content(place: int, name: str) -> tuple[bytes, tuple[int, int, int]]:
    """Of an ordinary file alone, never through a link to elsewhere, with what it was before it was read. NotReadable."""
    try:
        opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    except FileNotFoundError:
        raise
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
        return file.read(MOST_BYTES + 1), _mark(found)


def _put_aside(folder: Path, place: int, waiting: WaitingFile, why: str, now: datetime) -> None:
    """Its days begin now, whatever day the tool gave it. OSError."""
    aside = folder.joinpath(REFUSED, *waiting.place)
    aside.mkdir(parents=True, exist_ok=True)
    there = aside / f"{local(now):%Y%m%d-%H%M%S}-{_short(waiting.name)}"
    os.rename(waiting.name, there, src_dir_fd=place)
    os.utime(there, follow_symlinks=False)
    there.with_name(f"{there.name}.ly-do.txt").write_text(f"{why}\n", encoding="utf-8")


def _short(name: str) -> str:
    """With its ending; two long names stay two."""
    written = os.fsencode(name)
    if len(written) <= MOST_NAME:
        return name
    return f"{sha256(written).hexdigest()[:8]}-{written[9 - MOST_NAME :].decode('utf-8', 'ignore')}"


def _forget_refused(place: Path) -> None:
    if place.is_symlink() or not place.is_dir():
        return
    for path in place.rglob("*"):
        if not path.is_dir() and time() - path.lstat().st_mtime > REFUSED_DAYS * 86_400:
            path.unlink(missing_ok=True)
