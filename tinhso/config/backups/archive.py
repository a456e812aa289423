"""The file of a backup: one tar with the dump of the database, the folders of files and, last, a manifest with the
SHA-256 of everything before it."""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from tinhso.config.refusal import Refusal

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
Open = Callable[[], IO[bytes]]


@dataclass
class Progress:
    """Says how far long work has come, every two seconds at most."""

    say: Callable[[str], None]
    last: float = field(default_factory=time.monotonic)

    def report(self, line: str) -> None:
        if time.monotonic() - self.last > 2:
            self.last = time.monotonic()
            self.say(line)


class Hashing:
    """A readable file that keeps the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.seen = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.seen.update(data)
        return data


def write(
    target: Path,
    dump: Path,
    folders: dict[str, Path],
    facts: dict[str, object],
    progress: Progress,
    elsewhere: Iterable[tuple[str, Open]] = (),
) -> dict[str, str]:
    """Write the archive beside its place and move it there when whole; the SHA-256 of each file in it by its name.

    `folders` are told by their names in the archive. `elsewhere` are files that lie in no folder, by their names.
    """
    draft = target.with_name(target.name + ".part")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    hashes: dict[str, str] = {}
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        hashes[DUMP] = add(tar, dump, DUMP)
        for name, path in stored(folders):
            try:
                hashes[name] = add(tar, path, name)
            except FileNotFoundError:
                continue  # purged by law since the dump was made
            progress.report(copied(len(hashes) - 1))
        for name, opened in elsewhere:
            try:
                with opened() as stream:
                    hashes[name] = add_stream(tar, stream, name)
            except FileNotFoundError:
                continue  # purged since it was listed
            progress.report(copied(len(hashes) - 1))
        manifest = json.dumps(
            {"format": FORMAT, **facts, "sha256": hashes}, ensure_ascii=False, indent=1
        ).encode()
        add_bytes(tar, manifest, MANIFEST)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(target)
    del hashes[DUMP]
    return hashes


def copied(count: int) -> str:
    return f"Kho tệp: đã chép {count:,} tệp…".replace(",", ".")


def stored(folders: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Each file with its name in the archive; what is still being written (`*.new`) is left out."""
    for folder, root in folders.items():
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not path.is_symlink() and not inside.parts[0].endswith(".new"):
                yield str(PurePosixPath(folder) / inside.as_posix()), path


def add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        fact = os.fstat(file.fileno())
        entry.size, entry.mtime, entry.mode = fact.st_size, int(fact.st_mtime), 0o600
        hashing = Hashing(file)
        tar.addfile(entry, hashing)
    return hashing.seen.hexdigest()


def add_stream(tar: tarfile.TarFile, stream: IO[bytes], name: str) -> str:
    """A file that lies in no folder; it must know its end."""
    entry = tarfile.TarInfo(name)
    entry.size = stream.seek(0, os.SEEK_END)
    entry.mtime, entry.mode = int(time.time()), 0o600
    stream.seek(0)
    hashing = Hashing(stream)
    tar.addfile(entry, hashing)
    return hashing.seen.hexdigest()


def add_bytes(tar: tarfile.TarFile, data: bytes, name: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(data), int(time.time()), 0o600
    tar.addfile(entry, io.BytesIO(data))


def unpack(source: Path, folder: Path, progress: Progress) -> dict[str, object]:
    """Take everything out into the empty `folder` and compare it with the manifest, which is returned.

    Raises `Refusal` naming what is missing, foreign or altered; nothing outside `folder` is ever written.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(source, mode="r") as tar:
            for entry in tar:
                found[entry.name] = take_out(tar, entry, folder)
                progress.report(f"Đang đọc: {len(found):,} tệp…".replace(",", "."))
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(f"{source} không đọc được, có thể bị cắt ngang: {error}", 1) from error
    if MANIFEST not in found:
        raise Refusal(f"{source} không phải bản sao lưu trọn vẹn: thiếu {MANIFEST}", 1)
    manifest: dict[str, object] = json.loads((folder / MANIFEST).read_text())
    if manifest.get("format") != FORMAT:
        raise Refusal(f"{source} có dạng {manifest.get('format')}, chương trình này đọc dạng {FORMAT}", 1)
    compare(source, manifest["sha256"], found)  # type: ignore[arg-type]
    return manifest


def unpack_dump(source: Path, folder: Path) -> Path:
    """Only the dump of the database, compared with the manifest; the store of files is passed over. `Refusal`."""
    try:
        with tarfile.open(source, mode="r") as tar:
            found = {e.name: take_out(tar, e, folder) for e in tar if e.name in {DUMP, MANIFEST}}
        checksums = json.loads((folder / MANIFEST).read_text())["sha256"] if MANIFEST in found else {}
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(f"{source} không đọc được, có thể bị cắt ngang: {error}", 1) from error
    if DUMP not in found or checksums.get(DUMP) != found[DUMP]:
        raise Refusal(f"{source} không phải bản sao lưu trọn vẹn", 1)
    return folder / DUMP


def take_out(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> str:
    name = PurePosixPath(entry.name)
    if not entry.isfile() or name.is_absolute() or ".." in name.parts:
        raise Refusal(f"bản sao lưu chứa mục lạ: {entry.name}", 1)
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    reader = tar.extractfile(entry)
    seen = hashlib.sha256()
    with target.open("xb") as out:
        while reader and (data := reader.read(CHUNK)):
            seen.update(data)
            out.write(data)
    return seen.hexdigest()


def compare(source: Path, checksums: dict[str, str], found: dict[str, str]) -> None:
    wrong = [name for name, value in checksums.items() if found.get(name) != value]
    wrong += [name for name in found if name not in checksums and name != MANIFEST]
    if wrong:
        raise Refusal(f"{source} không đúng với danh mục của nó: {', '.join(sorted(wrong)[:5])}", 1)
