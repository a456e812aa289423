"""Messages for which there is no room yet: they lie in `held/` under names that say whose they are, and lose neither day nor words.

A name is the digest of the sender's address, then the outlet's mark, then the name that the file had: so one look at the folder tells of
whom there is room, and a flood of one is not read again and again. How much may lie there is bounded by `mailbox_bound.py`.
"""

import logging
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tinhso.press.mailbox.actions.receive_mail import (
    MOST_OF_SENDER,
    MOST_UNKNOWN,
    MOST_WAITING,
    waiting_by_sender,
)
from tinhso.press.mailbox.file_names import by_age, free_place
from tinhso.press.mailbox.outlets import outlet_of

logger = logging.getLogger(__name__)
OVERFLOW = "held"


@dataclass(frozen=True)
class HeldOf:
    """So many messages of one sender are held back; "" stands for all who have none waiting, or no row any more."""

    address: str
    messages: int


def hold(file: Path, folder: Path, address: str) -> None:
    """Out of the way of the others; its time stays, since it dates the message."""
    if file.parent.name == OVERFLOW:
        return
    mark = "b" if outlet_of(address) else "k"
    file.rename(free_place(folder / OVERFLOW, f"{_digest(address)}-{mark}-{file.name}"))


def held_files(folder: Path) -> list[Path]:
    """What is held back, by its names alone: the worker may move a file at any moment."""
    try:
        with os.scandir(folder / OVERFLOW) as entries:
            return [Path(one.path) for one in entries if one.name.count("-") > 1 and not one.is_symlink()]
    except FileNotFoundError:
        return []


def files_with_room(folder: Path) -> list[Path]:
    """Those for which there is room again, the oldest first. One query where something is held back, else none."""
    whole = [file for file in held_files(folder) if file.is_file()]
    files = [file for _moment, file in by_age(whole)]
    if not files:
        return []
    waiting = waiting_by_sender()
    of_sender = Counter[str]()
    for (address, _), n in waiting.items():
        of_sender[_digest(address)] += n
    unknown = sum(n for (_, outlet), n in waiting.items() if not outlet)
    total, chosen = sum(waiting.values()), []
    for file in files:
        digest, mark = file.name.split("-")[:2]
        if total >= MOST_WAITING or of_sender[digest] >= MOST_OF_SENDER:
            continue
        if mark == "k" and unknown >= MOST_UNKNOWN:
            continue
        chosen.append(file)
        of_sender[digest] += 1
        unknown += mark == "k"
        total += 1
    return chosen


def held_by_sender(folder: Path) -> tuple[int, Sequence[HeldOf]]:
    """How many are held back, and of whom, the most first. One query where something is; nothing where this process may not look there."""
    try:
        files = held_files(folder)
    except PermissionError:
        logger.exception("the messages that are held back cannot be counted")
        files = []
    counts = Counter(file.name.split("-")[0] for file in files)
    if not counts:
        return 0, ()
    names = {_digest(address): address for address, _ in waiting_by_sender()}
    by_address = Counter[str]()
    for digest, n in counts.items():
        by_address[names.get(digest, "")] += n
    return counts.total(), [HeldOf(address, n) for address, n in by_address.most_common()]


def _digest(address: str) -> str:
    return sha256(address.lower().encode()).hexdigest()[:24]
