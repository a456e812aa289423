"""Files of messages: their order, and the names under which they are moved; a mail server may give one any name that a disk bears."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

LONGEST = 200  # octets: a disk bears 255, and a number or `.txt` may follow
SUFFIX = 16


def by_age(files: Iterable[Path]) -> list[tuple[float, Path]]:
    """The moment of its last byte beside each file, the oldest first; one that another process moved meanwhile is left out."""
    found = []
    for file in files:
        with suppress(FileNotFoundError):
            found.append((file.stat().st_mtime, file))
    return sorted(found, key=lambda one: (one[0], one[1].name))


def free_place(folder: Path, name: str) -> Path:
    """The path of that name in the folder, which is made; shortened where it is long, numbered where the name is taken."""
    folder.mkdir(exist_ok=True)
    short = Path(_short(name))
    target, n = folder / short, 1
    while target.exists():
        n += 1
        target = folder / f"{short.stem}-{n}{short.suffix}"
    return target


def _short(name: str) -> str:
    """As it is, else its beginning and its end with the digest of the whole between them."""
    octets = os.fsencode(name)
    if len(octets) <= LONGEST:
        return name
    suffix = os.fsencode(Path(name).suffix)
    suffix = suffix if len(suffix) <= SUFFIX else b""
    head = octets[: LONGEST - 17 - len(suffix)].decode(errors="ignore")
    return f"{head}-{sha256(octets).hexdigest()[:16]}{os.fsdecode(suffix)}"
