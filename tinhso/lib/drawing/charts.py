"""Charts as SVG by small functions: line, bars, bar list, spark. Direct labels, Vietnamese numbers, no motion.

A `Chart` holds what it draws, so that the page shows the same figures as a table. Colours and fonts come from
classes of the style sheet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Literal, Self

from tinhso.lib.numbers import vn_number

NARROW, WIDE = 344, 760  # two drawings, never one scaled: their letters stay as large as the page's
HEIGHT = 220
TOP, BOTTOM = 18, 30
LETTER = 8.4  # the widest digit of a value's words
APART = 15  # between the words of two lines' ends
FEW = 4  # so few points are each shown
NOTHING = "Chưa có số liệu."


@dataclass(frozen=True)
class Chart:
    """One series: `labels` and `values` of the same length; `goal` is a line to compare with.

    `before` is the same stretch a year earlier, drawn in grey with `before_label` at its end. `turned` has the lowest on
    top, for ranks. `small` is drawn for a narrow card only.
    """

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
    before: Sequence[float | None] = ()
    before_label: str = ""
    now_label: str = ""
    turned: bool = False
    small: bool = False

    def svg(self, width: int = NARROW, look: str = "") -> str:
        """The drawing, with title and description for a screen reader."""
        return {"line": line, "bars": bars, "barlist": barlist}[self.kind](self, width, look)

    @property
    def drawings(self) -> str:
        """Both drawings; the sheet shows the one that fits."""
        if self.small or self.kind == "barlist":
            return self.svg()
        return self.svg(NARROW, "narrow") + self.svg(WIDE, "wide")

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The same figures as rows of a table, formatted."""
        return [(label, self.printed(value)) for label, value in zip(self.labels, self.values, strict=True)]

    @property
    def rows_before(self) -> list[tuple[str, str, str]]:
        """The same with the year before in a third column; "–" where it has no value."""
        known = [*self.before, *[None] * (len(self.values) - len(self.before))]
        labels = ["–" if value is None else self.printed(value) for value in known]
        return [(*row, one) for row, one in zip(self.rows, labels, strict=True)]

    @property
    def axis_note(self) -> str:
        """The sentence that must stand by a line whose axis does not begin at zero; "" for all else."""
        if self.kind != "line" or not self.values or self.turned:
            return ""
        low = _ticks(*_scale(self, from_zero=False))[0]
        if low == 0:
            return ""
        percent = "%" if self.unit == "%" else f" {self.unit}" if self.unit else ""
        return f"Trục đứng bắt đầu từ {_number(low)}{percent}, không phải từ 0."

    def printed(self, value: float) -> str:
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
            f"{self.labels[0]}: {self.printed(self.values[0])}{unit}; "
            f"{self.labels[-1]}: {self.printed(self.values[-1])}{unit}; "
            f"thấp nhất {self.printed(low)}, cao nhất {self.printed(high)}."
        )


def _wrap(chart: Chart, width: int, height: float, drawing: str, look: str = "") -> str:
    name = f"{escape(chart.title)}. {escape(chart.description)}"
    kind = f'class="{look}" ' if look else ""
    return (
        f'<svg {kind}width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-label="{name}"><title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>{drawing}</svg>'
    )


def _empty(chart: Chart, width: int, look: str) -> str:
    return _wrap(chart, width, 60, _text(8, 34, NOTHING), look)


def _text(x: float, y: float, words: str, *, anchor: str = "start", look: str = "chart-text") -> str:
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


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
    known = [value for value in chart.before if value is not None]
    values = [*chart.values, *known, *([chart.goal] if chart.goal is not None else [])]
    return nice_range(values, from_zero=from_zero)


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers that hold the range."""
    for step in _steps(high - low):
        first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
        if last - first <= 5:
            return [round(step * n, 10) for n in range(first, last + 1)]
    raise AssertionError((low, high))


def _number(tick: float) -> str:
    """A number of the axis, without a comma where it is whole."""
    return vn_number(int(tick) if tick == int(tick) else tick)


def _steps(span: float) -> Iterator[float]:
    size = 10.0 ** (floor(log10(span)) - 1)
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


@dataclass(frozen=True)
class _Frame:
    """Where the numbers of a drawing lie on it."""

    chart: Chart
    width: int
    ticks: Sequence[float]
    left: float
    right: float

    @classmethod
    def of(cls, chart: Chart, width: int, *, from_zero: bool, beside: float) -> Self:
        ticks = _ticks(*_scale(chart, from_zero=from_zero))
        left = 10 + 7.6 * max(len(_number(tick)) for tick in ticks)
        return cls(chart, width, ticks, left, width - beside)

    def y(self, value: float) -> float:
        share = (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        share = share if self.chart.turned else 1 - share
        return TOP + (HEIGHT - TOP - BOTTOM) * share

    def x(self, n: int, count: int) -> float:
        return self.left + (self.right - self.left) * n / max(1, count - 1)

    @property
    def axis(self) -> str:
        """Grid, its numbers and the plan."""
        drawn = ""
        for tick in self.ticks:
            look = "chart-axis" if tick == (0 if 0 in self.ticks else self.ticks[0]) else "chart-grid"
            y = self.y(tick)
            drawn += f'<path class="{look}" d="M{self.left:.1f} {y:.1f}H{self.right:.1f}"/>'
            drawn += _text(self.left - 6, y + 4, _number(tick), anchor="end")
        return drawn + self._goal

    @property
    def _goal(self) -> str:
        chart = self.chart
        if chart.goal is None:
            return ""
        y = self.y(chart.goal)
        words = chart.goal_label or chart.printed(chart.goal)
        line = f'<path class="chart-goal" d="M{self.left:.1f} {y:.1f}H{self.right:.1f}"/>'
        return line + _text(self.left + 4, y - 5, words, look="chart-plan")

    def below(self, places: Sequence[float]) -> str:
        """Labels of the points, as many as do not touch."""
        labels = self.chart.labels
        longest = max((len(label) for label in labels), default=1)
        room = (self.right - self.left) / max(1, len(labels))
        every = max(1, -(-int(8.5 * longest + 12) // max(1, int(room))))
        return "".join(
            _text(places[n], HEIGHT - 10, labels[n], anchor="middle") for n in range(0, len(labels), every)
        )


def line(chart: Chart, width: int = NARROW, look: str = "") -> str:
    """A line over time with its axis; the last value is told at its end, the year before in grey beside it."""
    if not chart.values:
        return _empty(chart, width, look)
    beside = max(52.0, 14 + LETTER * len(chart.printed(chart.values[-1])), 10 + 7.6 * len(chart.before_label))
    frame = _Frame.of(chart, width, from_zero=False, beside=beside)
    count = len(chart.values)
    xs = [frame.x(n, count) for n in range(count)]
    ys = [frame.y(value) for value in chart.values]
    drawing = frame.axis + _before(frame, xs, ys[-1])
    drawing += f'<polyline class="chart-line" points="{_points(xs, ys)}"/>'
    shown = range(count) if count <= FEW else [count - 1]
    drawing += "".join(f'<circle class="chart-dot" cx="{xs[n]:.1f}" cy="{ys[n]:.1f}" r="4"/>' for n in shown)
    drawing += _text(xs[-1] + 9, ys[-1] + 4, chart.printed(chart.values[-1]), look="chart-value")
    return _wrap(chart, width, HEIGHT, drawing + frame.below(xs), look)


def _points(xs: Sequence[float], ys: Sequence[float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))


def _before(frame: _Frame, xs: Sequence[float], last: float) -> str:
    """The year before, as far as it is known; its words keep away from those of the last value."""
    known = [(x, frame.y(v)) for x, v in zip(xs, frame.chart.before, strict=False) if v is not None]
    if len(known) < 2:
        return ""
    end = known[-1][1]
    if abs(end - last) < APART:
        end = last + APART if end >= last else last - APART
    line = f'<polyline class="chart-before" points="{_points(*zip(*known, strict=True))}"/>'
    return line + _text(known[-1][0] + 9, end + 4, frame.chart.before_label)


def bars(chart: Chart, width: int = NARROW, look: str = "") -> str:
    """Upright bars from zero, each with its value above it where there is room."""
    if not chart.values:
        return _empty(chart, width, look)
    frame = _Frame.of(chart, width, from_zero=True, beside=8)
    slot = (frame.right - frame.left) / len(chart.values)
    zero, middles, drawing = frame.y(0), [], frame.axis
    every = _fitting([chart.printed(value) for value in chart.values], slot)
    for n, value in enumerate(chart.values):
        x, y = frame.left + slot * (n + 0.15), frame.y(max(value, 0))
        tall = abs(frame.y(value) - zero)
        drawing += (
            f'<rect class="chart-bar" x="{x:.1f}" y="{y:.1f}" width="{slot * 0.7:.1f}" height="{tall:.1f}"/>'
        )
        middles.append(x + slot * 0.35)
        if n % every == 0:
            drawing += _text(middles[-1], y - 5, chart.printed(value), anchor="middle", look="chart-value")
    return _wrap(chart, width, HEIGHT, drawing + frame.below(middles), look)


def _fitting(words: Sequence[str], slot: float) -> int:
    """Every how many values one is told, so that they do not touch."""
    return max(1, -(-int(7.6 * max(map(len, words)) + 2) // max(1, int(slot))))


def barlist(chart: Chart, width: int = NARROW, look: str = "") -> str:
    """Lying bars, one a row, the label above the bar and the value at its end: for names that are long."""
    if not chart.values:
        return _empty(chart, width, look)
    high = max([*chart.values, 0.0]) or 1.0
    longest = max(len(chart.printed(value)) for value in chart.values)
    room, row, drawing = width - max(84, 12 + LETTER * longest), 44, ""
    for i, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        top, wide = i * row + 16, max(1.0, room * max(value, 0) / high)
        drawing += _text(0, top, label)
        drawing += f'<rect class="chart-bar" x="0" y="{top + 6}" width="{wide:.1f}" height="14" rx="2"/>'
        drawing += _text(wide + 8, top + 18, chart.printed(value), look="chart-value")
    return _wrap(chart, width, len(chart.values) * row, drawing, look)
