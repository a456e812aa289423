"""Which border holds a point: closed rings of [x, y], holes and islands by the rule of even and odd crossings."""

from collections.abc import Iterable, Sequence

Ring = Sequence[Sequence[float]]


def holds(rings: Iterable[Ring], x: float, y: float) -> bool:
    """Whether the point lies inside; a point on a border belongs to one of its sides."""
    return sum(_crossings(ring, x, y) for ring in rings) % 2 == 1


def _crossings(ring: Ring, x: float, y: float) -> int:
    """How often a ray from the point to the east crosses the ring."""
    count = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            count += 1
    return count
