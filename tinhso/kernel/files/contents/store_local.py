import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 20


class LocalStore:
    """A folder: `<root>/<first two digits>/<sha256>`; only this program's account may read it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, sha256: str, stream: BinaryIO) -> None:
        """Written under a temporary name, synced, then renamed: a half file never bears a digest."""
        target = self._path(sha256)
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = target.with_name(f".{sha256}.{secrets.token_hex(6)}")
        try:
            self._write(temporary, stream)
            temporary.rename(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)

    def open(self, sha256: str) -> BinaryIO:
        return self._path(sha256).open("rb")

    def delete(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        for path in self.root.glob("[0-9a-f][0-9a-f]/*"):
            if path.stat().st_mtime < moment.timestamp() and len(path.name) == 64:
                yield path.name

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def _write(self, path: Path, stream: BinaryIO) -> None:
        stream.seek(0)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            while block := stream.read(BLOCK):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
