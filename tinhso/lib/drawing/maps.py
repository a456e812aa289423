"""A map of areas shaded by their value, as SVG by our own small functions. No value is a hatch, never a pale shade."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tinhso.lib.numbers import vn_number

WIDTH = 1000  # of the map's own units; paths are written in them
CLASSES = 4
LEGEND_ROW = 40
HATCH = (
    '<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="map-ground" width="12" height="12"/><rect class="map-stripe" width="4" height="12"/></pattern></defs>'
)
"""What `map-none` is filled with; once a drawing."""


@dataclass(frozen=True)
class Shape:
    """An area: its name, its path in units of the map, and its value (None: none is known)."""

    name: str
    path: str
    value: float | None


@dataclass(frozen=True)
class Map:
    """Areas in at most four classes of about as many areas each."""

    title: str
    shapes: Sequence[Shape]
    height: int
    unit: str = ""
    places: int | None = 0

    @property
    def limits(self) -> list[float]:
        """The lowest value of each class, rising; fewer where values repeat."""
        values = sorted(shape.value for shape in self.shapes if shape.value is not None)
        picked = [values[len(values) * n // CLASSES] for n in range(CLASSES)] if values else []
        return sorted(set(picked))

    @property
    def description(self) -> str:
        known = [shape for shape in self.shapes if shape.value is not None]
        if not known:
            return "Chưa có số liệu."
        low, high = min(known, key=_value), max(known, key=_value)
        lacking = len(self.shapes) - len(known)
        tail = f" Chưa có số liệu: {lacking} đơn vị." if lacking else ""
        return f"Cao nhất: {high.name} ({self.printed(high.value)}); thấp nhất: {low.name} ({self.printed(low.value)}).{tail}"

    def printed(self, value: float | None) -> str:
        return vn_number(value, self.places)

    def svg(self) -> str:
        """The drawing with its legend; colours come from the classes map-0 (lightest) to map-3 and map-none."""
        limits = self.limits
        drawn = "".join(_area(shape, limits, self) for shape in self.shapes)
        tall = self.height + LEGEND_ROW * (len(limits) + 1) + 20
        name = f"{escape(self.title)}. {escape(self.description)}"
        return (
            f'<svg class="map" width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}" role="img" '
            f'aria-label="{name}"><title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>'
            f"{HATCH}{drawn}{self._legend()}</svg>"
        )

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Each class of the drawing with its words, the lowest first, and what has no value."""
        limits = self.limits
        rows = [(f"map-{_shade(n, limits)}", self._range(n, limits)) for n in range(len(limits))]
        return [*rows, ("map-none", "chưa có số liệu")]

    def shade_of(self, shape: Shape) -> tuple[str, str]:
        """The class of an area and what it says."""
        return _kind(shape, self.limits, self)

    def _legend(self) -> str:
        drawn = ""
        for n, (kind, words) in enumerate(self.keys):
            top = self.height + 20 + n * LEGEND_ROW
            drawn += f'<rect class="map-area {kind}" x="10" y="{top}" width="44" height="28"/>'
            drawn += f'<text class="map-text" x="68" y="{top + 23}">{escape(words)}</text>'
        return drawn

    def _range(self, n: int, limits: list[float]) -> str:
        unit = f" {self.unit}" if self.unit and self.unit != "%" else self.unit
        if n + 1 == len(limits):
            return f"từ {self.printed(limits[n])}{unit}"
        return f"từ {self.printed(limits[n])} đến dưới {self.printed(limits[n + 1])}{unit}"


def _value(shape: Shape) -> float:
    return shape.value if shape.value is not None else 0.0


def _shade(n: int, limits: list[float]) -> int:
    """The darkest shade is always used for the highest class."""
    return n + CLASSES - len(limits)


def _kind(shape: Shape, limits: list[float], whole: Map) -> tuple[str, str]:
    if shape.value is None:
        return "map-none", f"{shape.name}: chưa có số liệu"
    shade = _shade(max(n for n, low in enumerate(limits) if low <= shape.value), limits)
    unit = f" {whole.unit}" if whole.unit and whole.unit != "%" else whole.unit
    return f"map-{shade}", f"{shape.name}: {whole.printed(shape.value)}{unit}"


def _area(shape: Shape, limits: list[float], whole: Map) -> str:
    kind, words = _kind(shape, limits, whole)
    return f'<path class="map-area {kind}" d="{escape(shape.path)}"><title>{escape(words)}</title></path>'
