"""The folder into which the mail server writes what comes for the press: `.eml` files, or a Maildir's `new/`.

A file stays where it is until its message is stored, then it goes to `done/`; what is no message of a person goes to `refused/` with
its reason beside it, for whoever looks after the mailbox. What comes while too many of its sender, or of all, wait goes to `held/` and
is read when there is room (`held_mail.py`); beyond the bound the mail server is told to wait (`mailbox_bound.py`). All three are emptied by
the days of the rule.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.operation import Finding
from tinhso.lib.dates import local
from tinhso.lib.messages.mail import MOST_OCTETS
from tinhso.press.mailbox.actions.receive_mail import MailboxFull, MailRefused, receive_mail
from tinhso.press.mailbox.file_names import by_age, free_place
from tinhso.press.mailbox.held_mail import OVERFLOW, files_with_room, held_files, hold
from tinhso.press.mailbox.mailbox_bound import is_full, mark_full, trim_folder, unread_mail

logger = logging.getLogger(__name__)
MOST = 200  # of one run; the next one goes on
WRITTEN = 5  # seconds since the last byte: a file that is still being written is left alone
LATE = 3600  # seconds
BROKEN_OFF = ".press-*"  # what `bin/pressmail` was writing when it was killed; the mail server sends it anew
BROKEN_OFF_AFTER = 86_400  # seconds
DONE, REFUSED = "done", "refused"


def mailbox() -> Path | None:
    """The folder of the settings; None where no mail of the press is read."""
    return Path(settings.PRESS_MAILBOX) if settings.PRESS_MAILBOX else None


def waiting_files(folder: Path) -> list[Path]:
    """Whole files of messages, the oldest first. No links, nothing else."""
    box = folder / "new" if (folder / "new").is_dir() else folder
    pattern = "*" if box != folder else "*.eml"
    files = [file for file in box.glob(pattern) if not file.is_symlink() and file.is_file()]
    return [file for _moment, file in by_age(files)]


def read_mailbox(folder: Path, *, by: Actor, now: datetime) -> tuple[int, int]:
    """How many were stored, and how many refused. A message is dated by when its file was written, not by what it says.

    What was held back comes first: else who writes on takes the room before it, until it goes by the days of the rule unread.
    """
    stored = refused = 0
    waiting = waiting_files(folder)
    mark_full(folder, unread_mail(folder, waiting))  # before a run that may be long
    for file in [*files_with_room(folder)[:MOST], *waiting[:MOST]]:
        try:
            outcome = _read(file, folder, by=by, now=now)
        except (DatabaseError, OSError):
            logger.exception("a message of the press stays in its folder")
            continue
        stored += outcome == DONE
        refused += outcome == REFUSED
    mark_full(folder, unread_mail(folder, waiting_files(folder)))
    for name in (DONE, REFUSED):
        trim_folder(folder / name)
    return stored, refused


def _read(file: Path, folder: Path, *, by: Actor, now: datetime) -> str:
    """Into which folder the file went, "" while it may still be being written; one of a wrong clock counts as new."""
    age = time.time() - file.stat().st_mtime
    if 0 <= age < WRITTEN:
        return ""
    try:
        _receive(file, received_at=now - timedelta(seconds=max(age, 0)), by=by, now=now)
    except MailRefused as wrong:
        moved = _move(file, folder / REFUSED)
        moved.with_name(f"{moved.name}.txt").write_text(f"{wrong}\n", encoding="utf-8")
        return REFUSED
    except MailboxFull as full:
        hold(file, folder, full.address)
        return OVERFLOW
    _move(file, folder / DONE)
    return DONE


def _receive(file: Path, *, received_at: datetime, by: Actor, now: datetime) -> None:
    """Raises: MailRefused, MailboxFull."""
    if file.stat().st_size > MOST_OCTETS:
        raise MailRefused(f"Thư lớn hơn {MOST_OCTETS // 1_000_000} MB.")
    receive_mail(octets=file.read_bytes(), received_at=received_at, by=by, now=now)


def _move(file: Path, folder: Path) -> Path:
    """Into that folder, under a name that covers no earlier file."""
    return file.rename(free_place(folder, file.name))


def empty_folders(folder: Path, now: datetime) -> int:
    """Files that were read, refused or held back longer ago than the rule says go from this machine, as their rows do that nobody took;
    what was broken off goes after a day. How many went."""
    days = rule_or("press.journalist_days", None, on=local(now).date())
    deleted = 0
    for name in (DONE, REFUSED, OVERFLOW):
        for file in (folder / name).glob("*") if days and (folder / name).is_dir() else ():
            if file.is_file() and time.time() - file.stat().st_ctime > days * 86_400:
                file.unlink()
                deleted += 1
    for file in folder.glob(BROKEN_OFF):
        with suppress(FileNotFoundError):  # delivered meanwhile
            if time.time() - file.stat().st_mtime > BROKEN_OFF_AFTER:
                file.unlink()
                deleted += 1
    return deleted


def mailbox_finding() -> Iterator[Finding]:
    """Whether the folder is there and read, and how many messages were refused."""
    name, folder = "Hộp thư báo chí", mailbox()
    if folder is None:
        yield Finding(name, "note", "chưa đặt TINHSO_PRESS_MAILBOX: thư của báo chí không được đọc")
        return
    if not folder.is_dir():
        yield Finding(name, "wrong", f"không có thư mục {folder}")
        return
    files, asides = waiting_files(folder), list((folder / REFUSED).glob("*.txt"))
    held = len(held_files(folder))
    if (oldest := by_age(files[:1])) and time.time() - oldest[0][0] > LATE:
        yield Finding(name, "wrong", f"{len(files)} thư chờ quá một giờ: tiến trình nền chưa chạy")
    elif is_full(folder):
        words = (
            f"đầy, {len(files) + held} thư chờ: máy chủ thư được báo hoãn thư mới; cán bộ xử lý bớt thư chờ"
        )
        yield Finding(name, "wrong", words)
    elif held:
        words = f"{held} thư trong held/: người gửi, hoặc cả hộp, đã có quá nhiều thư chờ cán bộ nhận"
        yield Finding(name, "note", words)
    else:
        yield Finding(name, "good", f"{len(files)} thư chờ đọc, {len(asides)} thư không nhận trong refused/")
