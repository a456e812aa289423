"""What a load of the demo left, put by in the user's cache: the same program opens the same demo again that day without loading.

A snapshot is the state folder as it stood before anybody looked at it, and its PostgreSQL at rest. It holds the keys of
an invented province, for this account alone.
"""

import hashlib
import os
import shutil
import sys
from datetime import date
from pathlib import Path

from tinhso.config.database import ROOT, state
from tinhso.lib.postgres.server import Server

NEWEST = 2  # at 700 MB each: the two that were made last
NOT_OURS = ("postgres", "logs")  # copied by PostgreSQL's own keeper; not worth it


def home() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "tinhso" / "demo"


def snapshot_of(*words: object) -> Path:
    """Where the snapshot lies of what this program loads today by these words; it need not be there."""
    seen = hashlib.sha256(f"{sys.version} {date.today()} {words}".encode())  # noqa: DTZ011 - the machine's own day
    for path in [
        ROOT / "requirements.txt",
        *sorted([*(ROOT / "tinhso").rglob("*"), *(ROOT / "sandbox").rglob("*")]),
    ]:
        if path.suffix not in {".pyc", ".mo"} and path.is_file():
            seen.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return home() / seen.hexdigest()[:32]


def put_by(snapshot: Path) -> None:
    """Copy the state folder, whose PostgreSQL is down, in the place of an older copy; the oldest others go.

    Raises:
        OSError, NoPostgres: it could not be copied (no room, no home); nothing of it is left.
    """
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = snapshot.with_name(f"{snapshot.name}.new-{os.getpid()}")
    try:
        draft.mkdir(mode=0o700)
        for path in state().iterdir():
            if path.name in NOT_OURS:
                continue
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, draft / path.name)
        Server(state() / "postgres").copy_to(draft / "postgres")
        shutil.rmtree(snapshot, ignore_errors=True)
        draft.rename(snapshot)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    for old in sorted(home().iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[NEWEST:]:
        shutil.rmtree(old, ignore_errors=True)


def take_up(snapshot: Path) -> bool:
    """Fill the state folder, which holds nothing yet, with what was put by; False where nothing was.

    Raises:
        OSError, NoPostgres: it could not be copied; the caller loads into an empty folder.
    """
    if not snapshot.is_dir():
        return False
    for path in snapshot.iterdir():
        if path.is_dir() and path.name not in NOT_OURS:
            shutil.copytree(path, state() / path.name, dirs_exist_ok=True)
    Server(state() / "postgres").fill_from(snapshot / "postgres")
    for path in snapshot.iterdir():  # the demo's mark among them: from here on the folder is whole
        if path.is_file():
            shutil.copy2(path, state() / path.name)
    return True
