"""Charts as SVG by small functions: line, bars, bar list, spark. Direct labels, Vietnamese numbers, no motion.

A `Chart` holds what it draws, so that the page shows the same figures as a table. Colours and fonts come from
classes of the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Literal

from tinhso.lib.numbers import vn_number

WIDTH, HEIGHT = 340, 200  # drawn for a phone; a wide page shows several side by side
LEFT, RIGHT, TOP, BOTTOM = 8, 52, 28, 30
LETTER = 8.4  # the widest digit of a value's words


@dataclass(frozen=True)
class Chart:
    """One series: `labels` and `values` of the same length; `goal` is a line to compare with."""

    kind: Literal["line", "bars", "barlist"]
    title: str
    labels: Sequence[str]
    values: Sequence[float]
    unit: str = ""
    places: int | None = None
    goal: float | None = None
    goal_label: str = ""
    note: str = ""
    label_head: str = ""

    def svg(self) -> str:
        """The drawing, with title and description for a screen reader."""
        return {"line": line, "bars": bars, "barlist": barlist}[self.kind](self)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The same figures as rows of a table, formatted."""
        return [(label, self.told(value)) for label, value in zip(self.labels, self.values, strict=True)]

    def told(self, value: float) -> str:
        """One value as it is printed."""
        return vn_number(value, self.places)

    @property
    def description(self) -> str:
        """The drawing in one sentence: first, last, lowest and highest value."""
        if not self.values:
            return "Chưa có số liệu."
        low, high = min(self.values), max(self.values)
        unit = f" {self.unit}" if self.unit else ""
        return (
            f"{self.labels[0]}: {self.told(self.values[0])}{unit}; "
            f"{self.labels[-1]}: {self.told(self.values[-1])}{unit}; "
            f"thấp nhất {self.told(low)}, cao nhất {self.told(high)}."
        )


def _wrap(chart: Chart, height: int, drawing: str) -> str:
    name = f"{escape(chart.title)}. {escape(chart.description)}"
    return (
        f'<svg width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>{drawing}</svg>"
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", strong: bool = False) -> str:
    kind = "chart-value" if strong else "chart-text"
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def nice_range(values: Sequence[float], *, from_zero: bool) -> tuple[float, float]:
    """A range of round numbers around the values; (0, 1) for no values."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        high = low + (abs(low) or 1.0)
    step = 10.0 ** floor(log10(high - low)) / 2
    low = low if from_zero and low == 0 else step * floor(low / step)
    return low, step * -floor(-high / step)


def _scale(chart: Chart, *, from_zero: bool) -> tuple[float, float]:
    values = [*chart.values, *([chart.goal] if chart.goal is not None else [])]
    return nice_range(values, from_zero=from_zero)


def _y(value: float, low: float, high: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low))


def _beside(chart: Chart) -> float:
    """The room on the right for the words of the last value, whatever its digits."""
    return max(RIGHT, 14 + LETTER * len(chart.told(chart.values[-1])))


def _goal(chart: Chart, low: float, high: float, end: float) -> str:
    if chart.goal is None:
        return ""
    y = _y(chart.goal, low, high)
    words = chart.goal_label or chart.told(chart.goal)
    line = f'<line class="chart-goal" x1="{LEFT}" y1="{y:.1f}" x2="{end:.1f}" y2="{y:.1f}"/>'
    return line + _text(LEFT, y - 6, words)


def _thinned(chart: Chart, room: float = WIDTH - LEFT - RIGHT) -> int:
    """Every how many labels one is printed, so that they do not touch."""
    longest = max((len(label) for label in chart.labels), default=1)
    fitting = int(room / (8.5 * longest + 12))
    return max(1, -(-len(chart.labels) // max(1, fitting)))


def line(chart: Chart) -> str:
    """A line over time; the last value is told at its end, the lowest and highest edge of the scale are not."""
    if not chart.values:
        return _wrap(chart, 60, _text(LEFT, 34, "Chưa có số liệu."))
    low, high = _scale(chart, from_zero=False)
    low -= (high - low) / 8  # room for the first label
    end = WIDTH - _beside(chart)
    room = end - LEFT
    xs = [LEFT + room * i / max(1, len(chart.values) - 1) for i in range(len(chart.values))]
    ys = [_y(value, low, high) for value in chart.values]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    base = HEIGHT - BOTTOM
    every = _thinned(chart, room)
    drawing = f'<line class="chart-axis" x1="{LEFT}" y1="{base}" x2="{end:.1f}" y2="{base}"/>'
    drawing += _goal(chart, low, high, end)
    drawing += f'<polyline class="chart-line" points="{points}"/>'
    drawing += f'<circle class="chart-dot" cx="{xs[-1]:.1f}" cy="{ys[-1]:.1f}" r="4.5"/>'
    drawing += _text(xs[-1] + 9, ys[-1] + 4, chart.told(chart.values[-1]), strong=True)
    drawing += _text(xs[0], _clear(chart.told(chart.values[0]), xs, ys), chart.told(chart.values[0]))
    for i in range(0, len(xs), every):
        drawing += _text(xs[i], HEIGHT - 10, chart.labels[i], anchor="start" if i == 0 else "middle")
    return _wrap(chart, HEIGHT, drawing)


def _clear(words: str, xs: Sequence[float], ys: Sequence[float]) -> float:
    """The height for the first value's words: above all of the line that runs below them, or under it all."""
    wide = 8 * len(words)
    near = [y for x, y in zip(xs, ys, strict=True) if x <= xs[0] + wide]
    if len(xs) > len(near):  # the line on its way to the next point
        share = (xs[0] + wide - xs[len(near) - 1]) / (xs[len(near)] - xs[len(near) - 1])
        near.append(ys[len(near) - 1] + share * (ys[len(near)] - ys[len(near) - 1]))
    above, under = min(near) - 9, max(near) + 19
    return under if ys[0] - above > under - ys[0] and under < HEIGHT - BOTTOM else max(above, 13)


def bars(chart: Chart) -> str:
    """Upright bars from zero, each with its value above it."""
    if not chart.values:
        return _wrap(chart, 60, _text(LEFT, 34, "Chưa có số liệu."))
    low, high = _scale(chart, from_zero=True)
    slot = (WIDTH - 2 * LEFT) / len(chart.values)
    zero, every = _y(0, low, high), _thinned(chart)
    drawing = f'<line class="chart-axis" x1="{LEFT}" y1="{zero:.1f}" x2="{WIDTH - LEFT}" y2="{zero:.1f}"/>'
    drawing += _goal(chart, low, high, WIDTH - RIGHT)
    for i, value in enumerate(chart.values):
        x, y = LEFT + slot * i + slot * 0.15, _y(max(value, 0), low, high)
        tall = abs(_y(value, low, high) - zero)
        drawing += (
            f'<rect class="chart-bar" x="{x:.1f}" y="{y:.1f}" width="{slot * 0.7:.1f}" height="{tall:.1f}"/>'
        )
        middle = x + slot * 0.35
        if i % every == 0:
            drawing += _text(middle, y - 6, chart.told(value), anchor="middle", strong=True)
            drawing += _text(middle, HEIGHT - 10, chart.labels[i], anchor="middle")
    return _wrap(chart, HEIGHT, drawing)


def barlist(chart: Chart) -> str:
    """Lying bars, one a row, the label above the bar and the value at its end: for names that are long."""
    if not chart.values:
        return _wrap(chart, 60, _text(LEFT, 34, "Chưa có số liệu."))
    high = max([*chart.values, 0.0]) or 1.0
    longest = max(len(chart.told(value)) for value in chart.values)
    room, row, drawing = WIDTH - max(84, 12 + LETTER * longest), 44, ""
    for i, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        top, wide = i * row + 16, max(1.0, room * max(value, 0) / high)
        drawing += _text(0, top, label)
        drawing += f'<rect class="chart-bar" x="0" y="{top + 6}" width="{wide:.1f}" height="14" rx="2"/>'
        drawing += _text(wide + 8, top + 18, chart.told(value), strong=True)
    return _wrap(chart, len(chart.values) * row, drawing)


def spark(values: Sequence[float], title: str) -> str:
    """A line without words for a tile; its title tells what it is, the tile tells the value."""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    xs = [4 + 192 * i / (len(values) - 1) for i in range(len(values))]
    ys = [34 - 28 * (value - low) / span for value in values]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    told = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return (
        f'<svg width="200" height="40" viewBox="0 0 200 40" {told}>'
        f'<polyline class="chart-spark" points="{points}"/>'
        f'<circle class="chart-end" cx="{xs[-1]:.1f}" cy="{ys[-1]:.1f}" r="3"/></svg>'
    )
