"""How far a share of few can be trusted."""

from decimal import Decimal
from math import sqrt

Z95 = 1.959964  # of the normal distribution, both sides


def share_interval(part: int | Decimal, whole: int | Decimal) -> tuple[float, float]:
    """The 95% interval of `part` of `whole`, as shares from 0 to 1, by Wilson (1927): it holds for few and near 0 and 1.

    Raises:
        ValueError: `part` lies outside 0 to `whole`, or `whole` is not above 0.
    """
    n, k = float(whole), float(part)
    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"no share: {part} of {whole}")
    share = k / n
    middle = share + Z95**2 / (2 * n)
    reach = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    below = 1 + Z95**2 / n
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)
