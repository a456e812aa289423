"""How much mail may lie in the folder. Nothing of it is ever thrown away unread: beyond the bound the file `full` stands in the folder, and
`bin/pressmail`, by which the mail server delivers, answers it that there is no room for now; so the sender's server tries again for days.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tinhso.press.mailbox.file_names import by_age
from tinhso.press.mailbox.held_mail import held_files

logger = logging.getLogger(__name__)
FULL = "full"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Unread:
    """What lies in the folder and was not taken in: messages that wait to be read, and those that are held back."""

    messages: int
    octets: int

    @property
    def too_much(self) -> bool:
        """The setting bounds both: so many messages, so many megabytes."""
        return (
            self.messages >= settings.PRESS_MAIL_HELD or self.octets >= settings.PRESS_MAIL_HELD_MB * MEGABYTE
        )


def unread_mail(folder: Path, waiting: Sequence[Path]) -> Unread:
    """Of the waiting files and of those in `held/`; one that is moved meanwhile counts nothing."""
    sizes = [_size(file) for file in [*waiting, *held_files(folder)]]
    return Unread(len(sizes), sum(sizes))


def mark_full(folder: Path, unread: Unread) -> bool:
    """Set the mark for the mail server, or take it away. Whether it stands."""
    mark = folder / FULL
    if not unread.too_much:
        mark.unlink(missing_ok=True)
        return False
    if not mark.exists():
        logger.error(
            "the mailbox of the press is full: %d messages, %d octets wait", unread.messages, unread.octets
        )
        mark.write_text("Hộp thư báo chí đầy: thư mới phải đợi ở máy chủ thư.\n", encoding="utf-8")
    return True


def trim_folder(folder: Path) -> int:
    """Of files that were read, or refused with their reason, the oldest go as soon as there are more than the setting allows: what a
    message says lies in its row, and nobody waits for one that no person wrote. How many went."""
    octets, deleted = 0, 0
    for n, (_moment, file) in enumerate(reversed(by_age(_files(folder))), 1):
        octets += _size(file)
        if n > settings.PRESS_MAIL_HELD or octets > settings.PRESS_MAIL_HELD_MB * MEGABYTE:
            file.unlink(missing_ok=True)
            deleted += 1
    if deleted:
        logger.warning("%d files of messages that were read or refused went before their days", deleted)
    return deleted


def is_full(folder: Path) -> bool:
    """Whether the mark stands; False where this process may not look there."""
    return os.access(folder / FULL, os.F_OK)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*") if file.is_file()] if folder.is_dir() else []


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
