"""What this machine signed last, in a file that nobody reaches through the database (`STATE/seal-heads`, 0600).

Without it whoever rewrote the chain would only have to wait a minute for the worker's signature.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAME = "seal-heads"
GIVEN_UP = "seal-heads-given-up"


@dataclass(frozen=True)
class NotedHead:
    number: int
    hash: str


def noted_heads() -> dict[str, NotedHead]:
    """By log; empty where nothing was signed from this state folder yet."""
    return _read(_file(NAME))


def note_head(log: str, number: int, hash_: str) -> None:
    """Whole or not at all, on the disk before anybody goes on."""
    noted = noted_heads() | {log: NotedHead(number, hash_)}
    file = _file(NAME)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
        json.dump({name: [head.number, head.hash] for name, head in noted.items()}, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def give_up_heads(state: Path) -> None:
    """The database is taken back on purpose: the next signature says what was lost and goes on from what is there."""
    if (state / NAME).exists():
        (state / NAME).replace(state / GIVEN_UP)


def given_up_heads() -> dict[str, NotedHead]:
    return _read(_file(GIVEN_UP))


def forget_given_up() -> None:
    _file(GIVEN_UP).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return Path(settings.STATE) / name


def _read(file: Path) -> dict[str, NotedHead]:
    try:
        found = json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    return {str(log): NotedHead(int(number), str(hash_)) for log, (number, hash_) in found.items()}
