"""What one text says otherwise than another: line by line, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # of one paragraph, beyond which it is shown as a whole


@dataclass(frozen=True)
class Piece:
    """Words that both texts have, that only the newer has, or only the older."""

    kind: Literal["same", "added", "removed"]
    text: str


def changed_lines(before: Sequence[str], after: Sequence[str]) -> list[list[Piece]]:
    """The lines of both, in the order of the newer; those that changed in pieces."""
    found: list[list[Piece]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Piece("same", line)] for line in after[j1:j2]]
        else:
            found += list(_changed(before[i1:i2], after[j1:j2]))
    return found


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Piece]]:
    both = min(len(before), len(after))
    for old, new in zip(before[:both], after[:both], strict=True):
        yield pieces(old, new)
    yield from ([Piece("removed", line)] for line in before[both:])
    yield from ([Piece("added", line)] for line in after[both:])


def pieces(old: str, new: str) -> list[Piece]:
    """Word by word."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [Piece("removed", old), Piece("added", new)]
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(after[j1:j2])))
            continue
        if i1 < i2:
            found.append(Piece("removed", "".join(before[i1:i2])))
        if j1 < j2:
            found.append(Piece("added", "".join(after[j1:j2])))
    return found
