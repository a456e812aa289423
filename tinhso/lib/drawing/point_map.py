"""A map of points as SVG by our own small functions, for a few thousand places; north is up, degrees keep their shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from tinhso.lib.numbers import vn_number

WIDTH, EDGE, TALLEST = 640, 24, 900
Point = tuple[float, float, str]  # latitude, longitude (degrees, WGS 84), words


@dataclass(frozen=True)
class PointMap:
    """Places with their words; the frame is drawn around them."""

    title: str
    points: Sequence[Point]

    @property
    def description(self) -> str:
        if not self.points:
            return "Không có dòng nào có vị trí."
        south, west, north, east = self._bounds()
        return (
            f"{vn_number(len(self.points))} điểm, vĩ độ {vn_number(south, 3)} đến {vn_number(north, 3)}, "
            f"kinh độ {vn_number(west, 3)} đến {vn_number(east, 3)}."
        )

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The same places as rows of a table: words, latitude, longitude."""
        return [(words, vn_number(y, 5), vn_number(x, 5)) for y, x, words in self.points]

    def _bounds(self) -> tuple[float, float, float, float]:
        ys, xs = [p[0] for p in self.points], [p[1] for p in self.points]
        return min(ys), min(xs), max(ys), max(xs)

    def svg(self) -> str:
        """The drawing, with title and description for a screen reader, and its corners in degrees."""
        name = f"{escape(self.title)}. {escape(self.description)}"
        if not self.points:
            return f'<svg width="{WIDTH}" height="60" viewBox="0 0 {WIDTH} 60" role="img" aria-label="{name}"></svg>'
        south, west, north, east = self._bounds()
        narrow = cos(radians((south + north) / 2)) or 0.01
        wide, tall = max((east - west) * narrow, 1e-4), max(north - south, 1e-4)
        scale = min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / tall)
        height = round(tall * scale + 2 * EDGE + 20)
        left = (WIDTH - wide * scale) / 2
        drawn = "".join(
            f'<circle class="map-point" cx="{left + (x - west) * narrow * scale:.1f}" '
            f'cy="{EDGE + (north - y) * scale:.1f}" r="5"><title>{escape(words)}</title></circle>'
            for y, x, words in self.points
        )
        corner = f"{vn_number(north, 3)}° B, {vn_number(west, 3)}° Đ"
        drawn += f'<text class="chart-text" x="4" y="14">{corner}</text>'
        corner = f"{vn_number(south, 3)}° B, {vn_number(east, 3)}° Đ"
        drawn += (
            f'<text class="chart-text" x="{WIDTH - 4}" y="{height - 6}" text-anchor="end">{corner}</text>'
        )
        return (
            f'<svg class="points" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="{name}"><title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>{drawn}</svg>'
        )
