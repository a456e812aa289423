"""Small counts may point at a person: which of them the public is not shown."""

from collections.abc import Sequence

SMALLEST = 5


def hidden(counts: Sequence[int]) -> set[int]:
    """The places to hide: counts from one to four, and one more where a single hidden one could be worked out."""
    small = {n for n, count in enumerate(counts) if 0 < count < SMALLEST}
    if len(small) == 1 and len(counts) > 1:
        small.add(min((n for n in range(len(counts)) if n not in small), key=lambda n: counts[n]))
    return small
