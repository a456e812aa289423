"""Makes the list of breached passwords that `breached_passwords` asks, from lists of passwords, one a line, also gzipped.

Only what our rule would take is kept, so that lists of gigabytes become small; each as it is written and in small letters.
"""

import gzip
import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators

DIGESTS_AT_A_TIME = 500_000  # digests in memory
LONGEST = 200  # characters, as forms take them


def make_list(lists: Iterable[Path], into: Path) -> int:
    """Writes the sorted digests; how many. OSError for a list that cannot be read: the file there stays as it was."""
    into.parent.mkdir(parents=True, exist_ok=True)
    digests = (digest for file in lists for digest in _digests(file))
    with tempfile.TemporaryDirectory(dir=into.parent) as folder:
        parts = list(_sorted_parts(digests, Path(folder)))
        whole = Path(folder) / "whole"
        count = _merged(parts, whole)
        whole.replace(into)
    return count


def shortest() -> int:
    """The least length of a password here."""
    found = [one for one in get_default_password_validators() if isinstance(one, MinimumLengthValidator)]
    return found[0].min_length


def _digests(file: Path) -> Iterator[str]:
    least = shortest()
    with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
        for line in lines:
            word = line.rstrip(b"\r\n").decode("utf-8", "replace")
            if least <= len(word) <= LONGEST:
                for written in {word, word.lower()}:
                    yield hashlib.sha256(written.encode()).hexdigest().upper()


def _sorted_parts(digests: Iterator[str], folder: Path) -> Iterator[Path]:
    number = 0
    while part := sorted(set(islice(digests, DIGESTS_AT_A_TIME))):
        file = folder / str(number)
        file.write_text("\n".join(part) + "\n", encoding="ascii")
        yield file
        number += 1


def _merged(parts: list[Path], into: Path) -> int:
    opened = [part.open(encoding="ascii") for part in parts]
    count = 0
    try:
        with into.open("w", encoding="ascii") as out:
            for line, _same in groupby(heapq.merge(*opened)):
                out.write(line)
                count += 1
    finally:
        for file in opened:
            file.close()
    return count
