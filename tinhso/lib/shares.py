"""Whole numbers shared out by weight with the largest remainder, and counts that give a published rate exactly."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


class TooMany(ValueError):
    """The most that each may get add up to less than there is to share out."""


def shares(total: int, weights: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """`total` by weight: whole parts first, what is left by the largest remainder, the earlier one first.

    None gets more than its `most`; what it cannot take goes on to the next. TooMany.
    """
    caps = [total] * len(weights) if most is None else list(most)
    if sum(caps) < total:
        raise TooMany(f"{total} > {sum(caps)}")
    whole = sum(weights) or 1
    found = [min(cap, total * weight // whole) for cap, weight in zip(caps, weights, strict=True)]
    order = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    left = total - sum(found)
    while left:
        for n in order:
            if left and found[n] < caps[n]:
                found[n] += 1
                left -= 1
    return found


def rate(part: int, whole: int) -> Decimal:
    """Percent with two decimals, rounded half up."""
    return (Decimal(100 * part) / whole).quantize(CENT, rounding=ROUND_HALF_UP)


def outside(whole: int, percent: Decimal) -> int:
    """How many of `whole` must lie outside for the rest to be `percent`, as nearly as whole numbers can."""
    return int(((100 - percent) * whole / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def fitting(near: int, percent: Decimal) -> int | None:
    """The number nearest to `near` of which some whole part is exactly `percent` when rounded; None below twice it."""
    for step in range(near + 1):
        for whole in (near + step, near - step):
            if whole > 0 and rate(whole - outside(whole, percent), whole) == percent:
                return whole
    return None
