"""Articles that are copies of each other: MinHash of shingles of three words, banded (LSH). The same everywhere and always.

One hash a shingle fills one of 256 places (one permutation hashing); empty places borrow from others by a fixed order
(optimal densification), so short articles are compared as well as long ones.
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from tinhso.lib.language.vietnamese import fold

PLACES, BANDS, ROWS = 256, 64, 3
FEWEST_SHINGLES = 6
LIKE = 0.33
"""The share of common shingles from which two articles are copies: a tenth of the words changed, a new lead and
end leave 0.47; two articles that share a third of their sentences have 0.18."""
MASK = (1 << 64) - 1
EMPTY = 1 << 32
BITS = 8


@lru_cache(maxsize=100_000)
def _word(word: str) -> int:
    return int.from_bytes(sha256(word.encode()).digest()[:8], "big") | 1


def shingles(text: str) -> set[int]:
    """Numbers of all runs of three words, without diacritics and case."""
    words = [_word(word) for word in fold(text).split()]
    first, second, third = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
    return {
        (a * first + b * second + c * third) & MASK
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    }


def _orders() -> list[list[int]]:
    """For each place the others, in an order that is as good as chance and always the same."""
    found = []
    for place in range(PLACES):
        keys = {n: sha256(f"{place}/{n}".encode()).digest()[:8] for n in range(PLACES) if n != place}
        found.append(sorted(keys, key=lambda n: keys[n]))
    return found


ORDERS = _orders()


def signature(text: str) -> bytes:
    """1,024 bytes that stand for the article; b"" for a text too short to be compared."""
    found = shingles(text)
    if len(found) < FEWEST_SHINGLES:
        return b""
    least = [EMPTY] * PLACES
    for one in found:
        mixed = ((one ^ (one >> 31)) * 0xD6E8FEB86659FD93) & MASK
        place, value = (mixed >> 32) & (PLACES - 1), mixed >> (32 + BITS)
        if value < least[place]:
            least[place] = value
    filled = [value if value != EMPTY else _borrowed(least, place) for place, value in enumerate(least)]
    return array("I", filled).tobytes()


def _borrowed(least: list[int], place: int) -> int:
    return next(least[other] for other in ORDERS[place] if least[other] != EMPTY)


def bands(sign: bytes) -> list[int]:
    """Numbers that fit a signed 64 bit column; two copies have one in common, almost surely."""
    if not sign:
        return []
    width = ROWS * array("I").itemsize
    return [
        int.from_bytes(sha256(sign[n * width : (n + 1) * width] + bytes([n])).digest()[:8], "big", signed=True)
        for n in range(BANDS)
    ]  # fmt: skip


def likeness(one: bytes, other: bytes) -> float:
    """The share of shingles that both have, as estimated from their signatures, 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    ours, theirs = array("I", one), array("I", other)
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) / PLACES


class NearDuplicates:
    """Articles in memory; `add` answers with the ones before it that it is a copy of, the most like first."""

    def __init__(self) -> None:
        self._signatures: dict[int, bytes] = {}
        self._buckets: dict[int, list[int]] = {}

    def add(self, key: int, text: str) -> list[int]:
        sign = signature(text)
        numbers = bands(sign)
        near = dict.fromkeys(one for number in numbers for one in self._buckets.get(number, ()))
        self._signatures[key] = sign
        for number in numbers:
            self._buckets.setdefault(number, []).append(key)
        return most_alike(sign, ((one, self._signatures[one]) for one in near))


def most_alike(sign: bytes, others: Iterable[tuple[int, bytes]]) -> list[int]:
    """Those that are copies, the most like first; of equals the earlier."""
    found = [(likeness(sign, other), key) for key, other in others]
    return [key for share, key in sorted(found, key=lambda row: -row[0]) if share >= LIKE]
