"""The small line of a tile: no words in it, its first and last day and value stand below as text."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 240, 32
EDGE = 4.0
FEW = 4  # so few points are each shown


def spark(values: Sequence[float], title: str, *, goal: float | None = None, turned: bool = False) -> str:
    """The values from left to right over the whole width; `goal` as dashes, `turned` with the lowest on top (ranks).

    Stretched by the page to the width of its tile, so that strokes must not scale (`vector-effect`).
    """
    known = [*values, *([goal] if goal is not None else [])]
    low, high = min(known), max(known)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        share = (value - low) / span if high > low else 0.5
        return EDGE + (HEIGHT - 2 * EDGE) * (share if turned else 1 - share)

    step = WIDTH / max(1, len(values) - 1)
    points = [(n * step, y(value)) for n, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{height:.1f}" for x, height in points)
    aim = f'<path class="spark-goal" d="M0 {y(goal):.1f}H{WIDTH}"/>' if goal is not None else ""
    shown = points if len(points) <= FEW else points[-1:]
    dots = "".join(f'<path class="spark-dot" d="M{x:.1f} {height:.1f}h.01"/>' for x, height in shown)
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{escape(title)}">{aim}<polyline class="spark-line" points="{line}"/>{dots}</svg>'
    )
