"""What a long test tries of very many things: a share that always stands the same, or each of them with `bin/test --whole`.

A new thing falls into the share or not by its own words alone, so that adding one changes nothing for the others.
"""

import os
import zlib
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

WHOLE = "TINHSO_TEST_WHOLE"


def share(things: Iterable[T], one_in: int, *, beside: object = "") -> list[T]:
    """About one in `one_in` of the things, never none; `beside` (say, the address that they are sent to) draws others
    for each."""
    every = list(things)
    if os.environ.get(WHOLE):
        return every
    drawn = [one for one in every if zlib.crc32(f"{beside}|{one!r}".encode(errors="replace")) % one_in == 0]
    return drawn or every[zlib.crc32(f"{beside}".encode()) % len(every) :][:1] if every else []
