"""The folder of stored files that several backups share: each content once, under its SHA-256, so that a nightly backup writes
only what is new. A backup says in its manifest which contents it means; one without its folder is not whole."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tinhso.config.refusal import Refusal

FOLDER = "stored-files"
"""Its name beside the backups."""
CHUNK = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


class Pool:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where that content lies. Raises: Refusal for what is no SHA-256, so that no manifest leads elsewhere."""
        if not DIGEST.fullmatch(sha256):
            raise Refusal(
                f"danh mục của bản sao lưu có mã băm lạ: {sha256[:80]}",
                1,
                english=f"the manifest of the backup has a foreign hash: {sha256[:80]}",
            )
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def add(self, stream: IO[bytes]) -> str:
        """The content to its end; its SHA-256. On the disk, whole, before it has its name."""
        make_room(self.folder)
        seen = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as draft:
            written = Path(draft.name)
            try:
                while data := stream.read(CHUNK):
                    seen.update(data)
                    draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
            except BaseException:
                written.unlink()
                raise
        place = self.path(seen.hexdigest())
        if not place.parent.is_dir():
            make_room(place.parent)
            on_disk(self.folder)
        give_to_owner(written, self.folder)
        written.replace(place)
        on_disk(place.parent)
        return seen.hexdigest()

    def write_to(self, sha256: str, target: Path) -> str:
        """That content as a file of its own; the SHA-256 of what was read. Raises: FileNotFoundError."""
        seen = hashlib.sha256()
        with self.path(sha256).open("rb") as file, target.open("xb") as out:
            while data := file.read(CHUNK):
                seen.update(data)
                out.write(data)
        return seen.hexdigest()

    def drop_all_but(self, named: set[str]) -> int:
        """Contents that no backup means any more, and what was broken off half-way; how many contents went."""
        count = 0
        for draft in self.folder.glob(".new-*"):
            draft.unlink()
        for place in sorted(self.folder.glob("??/*")):
            if place.name not in named:
                place.unlink()
                count += 1
        return count


def make_room(folder: Path) -> None:
    """A folder for its owner alone."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner(folder, folder.parent)


def give_to_owner(made: Path, folder: Path) -> None:
    """What root made by hand is of whoever owns that folder: the account of the nightly backup goes on with it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(made, owner.st_uid, owner.st_gid)


def on_disk(folder: Path) -> None:
    """The names in it too, so that no backup outlives a power cut whose contents do not."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(pool: Pool) -> Iterator[None]:
    """One backup, or one clearing, of that folder at a time: what one finds there another must not take away. Raises: Refusal."""
    make_room(pool.folder)
    handle = os.open(pool.folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        give_to_owner(pool.folder / ".lock", pool.folder)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal(
                f"một lệnh sao lưu khác đang dùng {pool.folder}",
                1,
                english=f"another backup is using {pool.folder}",
            ) from error
        yield
    finally:
        os.close(handle)
