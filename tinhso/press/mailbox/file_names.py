"""Names under which files of messages are moved: a mail server may give one any name that a disk bears."""

import os
from hashlib import sha256
from pathlib import Path

LONGEST = 200  # octets: a disk bears 255, and a number or `.txt` may follow
SUFFIX = 16


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
