"""The file of a backup: one tar with the dump of the database, the folders of files and, last, a manifest with the
SHA-256 of everything before it. The files may lie apart, in a pool that several backups share (`pool`)."""

import hashlib
import io
import itertools
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from tinhso.config.backups.pool import DIGEST, FOLDER, Pool, on_disk
from tinhso.config.refusal import Refusal
from tinhso.lib.bilingual import say

FORMAT, APART = 1, 2
"""Whole by itself; with its files in a pool."""
DUMP = "database.dump"
MANIFEST = "manifest.json"
PART = ".part"
"""What an archive is called until it is whole."""
STORED = "files/"
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
    pool: Pool | None = None,
) -> dict[str, str]:
    """Write the archive beside its place and move it there when whole, else leave nothing; the SHA-256 of each file by its name.

    `folders` are told by their names in the archive. `elsewhere` are files that lie in no folder, by their names. With a
    `pool` both go there, each content once, and the archive says which they are.
    """
    draft = target.with_name(target.name + PART)
    try:
        held = _draft(draft, dump, folders, facts, progress, elsewhere, pool)
    except BaseException:
        draft.unlink(missing_ok=True)  # of a full disk it would hold the rest, each night another
        raise
    draft.replace(target)
    on_disk(target.parent)
    return held


def _draft(
    draft: Path,
    dump: Path,
    folders: dict[str, Path],
    facts: dict[str, object],
    progress: Progress,
    elsewhere: Iterable[tuple[str, Open]],
    pool: Pool | None,
) -> dict[str, str]:
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    inside: dict[str, str] = {}
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        inside[DUMP] = add(tar, dump, DUMP)
        held = {} if pool else inside
        for name, opened in itertools.chain(in_folders(folders), elsewhere):
            try:
                held[name] = to_pool(pool, name, opened) if pool else to_tar(tar, name, opened)
            except FileNotFoundError:
                continue  # purged by law since the dump was made, or since it was listed
            progress.report(copied(len(held)))
        described = {"format": APART, "apart": held} if pool else {"format": FORMAT}
        manifest = json.dumps({**described, **facts, "sha256": inside}, ensure_ascii=False, indent=1)
        add_bytes(tar, manifest.encode(), MANIFEST)
        out.flush()
        os.fsync(out.fileno())
    return {name: digest for name, digest in (inside | held).items() if name != DUMP}


def in_folders(folders: dict[str, Path]) -> Iterator[tuple[str, Open]]:
    for name, path in stored(folders):
        yield name, partial(_opened, path)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def to_tar(tar: tarfile.TarFile, name: str, opened: Open) -> str:
    with opened() as stream:
        return add_stream(tar, stream, name)


def to_pool(pool: Pool, name: str, opened: Open) -> str:
    """Nothing is read of a stored file whose name is the digest of a content that lies there already; names of tables are no digests."""
    digest = PurePosixPath(name).name
    if name.startswith(STORED) and DIGEST.fullmatch(digest) and pool.has(digest):
        return digest
    with opened() as stream:
        return pool.add(stream)


def copied(count: int) -> str:
    return say(f"Kho tệp: đã chép {count} tệp…", f"The store: {count} files copied…")


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
                progress.report(say(f"Đang đọc: {len(found)} tệp…", f"Reading: {len(found)} files…"))
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(
            f"{source} không đọc được, có thể bị cắt ngang: {first_line(error)}",
            1,
            english=f"{source} cannot be read, it may be cut off: {first_line(error)}",
        ) from error
    if MANIFEST not in found:
        raise not_whole(source, f"thiếu {MANIFEST}", f"{MANIFEST} is missing")
    manifest = understood(source, (folder / MANIFEST).read_bytes())
    checksums: dict[str, str] = manifest["sha256"]  # type: ignore[assignment] # `understood` looked
    compare(source, checksums, found)
    take_from_pool(source, apart_of(manifest), folder, progress)
    return manifest


def understood(source: Path, text: bytes) -> dict[str, object]:
    """The manifest of an archive, with all that a restore reads in it. Raises: Refusal before anything is believed of it."""
    try:
        manifest = json.loads(text)
    except ValueError as error:
        raise not_whole(source, f"{MANIFEST} không phải JSON", f"{MANIFEST} is no JSON") from error
    if not isinstance(manifest, dict):
        raise not_whole(source, f"{MANIFEST} không phải JSON", f"{MANIFEST} is no JSON object")
    if manifest.get("format") not in (FORMAT, APART):
        raise Refusal(
            f"{source} có dạng {manifest.get('format')}, chương trình này đọc dạng {FORMAT}, {APART}",
            1,
            english=f"{source} has format {manifest.get('format')}, this program reads {FORMAT}, {APART}",
        )
    sums = manifest.get("sha256")
    if not isinstance(sums, dict) or DUMP not in sums:
        raise not_whole(source, f"{MANIFEST} thiếu mã băm", f"{MANIFEST} lacks hashes")
    return manifest


def not_whole(source: Path, why: str, english: str) -> Refusal:
    return Refusal(
        f"{source} không phải bản sao lưu trọn vẹn: {why}",
        1,
        english=f"{source} is not a whole backup: {english}",
    )


def first_line(error: Exception) -> str:
    """What tarfile says; of what is no archive at all it goes on with each kind that it tried."""
    return str(error).partition("\n")[0].rstrip(":")


def apart_of(manifest: dict[str, object]) -> dict[str, str]:
    """The SHA-256 of each file that lies in the pool beside the archive, by its name."""
    named = manifest.get("apart", {})
    return {str(name): str(digest) for name, digest in named.items()} if isinstance(named, dict) else {}


def take_from_pool(source: Path, named: dict[str, str], folder: Path, progress: Progress) -> None:
    """What the archive left in the pool beside it. Raises: Refusal naming what is missing there or altered."""
    pool, wrong = Pool(source.parent / FOLDER), []
    for count, (name, digest) in enumerate(named.items(), 1):
        target = inside_of(folder, name)
        try:
            if pool.write_to(digest, target) != digest:
                wrong.append(name)
        except FileNotFoundError:
            wrong.append(name)
        progress.report(say(f"Đang chép từ {FOLDER}: {count} tệp…", f"Copying from {FOLDER}: {count} files…"))
    if wrong:
        words = (
            f"{pool.folder} thiếu hoặc sai {len(wrong)} tệp của {source.name}: {', '.join(sorted(wrong)[:5])}"
        )
        english = f"{pool.folder} lacks or has altered {len(wrong)} files of {source.name}: {', '.join(sorted(wrong)[:5])}"
        raise Refusal(words, 1, english=english)


def manifest_of(source: Path) -> dict[str, object]:
    """What an archive says of itself, without reading the files in it. Raises: Refusal."""
    try:
        with tarfile.open(source, mode="r") as tar:
            found = tar.extractfile(MANIFEST)
            text = found.read() if found else b""
    except (tarfile.TarError, EOFError, KeyError) as error:
        raise not_whole(source, first_line(error), first_line(error)) from error
    return understood(source, text)


def unpack_dump(source: Path, folder: Path) -> Path:
    """Only the dump of the database, compared with the manifest; the store of files is passed over. `Refusal`."""
    try:
        with tarfile.open(source, mode="r") as tar:
            found = {e.name: take_out(tar, e, folder) for e in tar if e.name in {DUMP, MANIFEST}}
        text = (folder / MANIFEST).read_bytes() if MANIFEST in found else b""
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(
            f"{source} không đọc được, có thể bị cắt ngang: {first_line(error)}",
            1,
            english=f"{source} cannot be read, it may be cut off: {first_line(error)}",
        ) from error
    checksums: dict[str, str] = understood(source, text)["sha256"]  # type: ignore[assignment] # `understood` looked
    if checksums[DUMP] != found.get(DUMP):
        raise Refusal(
            f"{source} không phải bản sao lưu trọn vẹn", 1, english=f"{source} is not a whole backup"
        )
    return folder / DUMP


def inside_of(folder: Path, named: str) -> Path:
    """Where that file of an archive goes; nothing is ever written outside `folder`. Raises: Refusal."""
    name = PurePosixPath(named)
    if name.is_absolute() or ".." in name.parts:
        raise Refusal(
            f"bản sao lưu chứa mục lạ: {named}", 1, english=f"the backup holds a foreign entry: {named}"
        )
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def take_out(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> str:
    if not entry.isfile():
        raise Refusal(
            f"bản sao lưu chứa mục lạ: {entry.name}",
            1,
            english=f"the backup holds a foreign entry: {entry.name}",
        )
    target = inside_of(folder, entry.name)
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
        raise Refusal(
            f"{source} không đúng với danh mục của nó: {', '.join(sorted(wrong)[:5])}",
            1,
            english=f"{source} is not what its manifest says: {', '.join(sorted(wrong)[:5])}",
        )
