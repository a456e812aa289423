"""The words of a map of points, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.lib.numbers import vn_number

Point = tuple[float, float, str]  # latitude, longitude (degrees, WGS 84), words


@dataclass(frozen=True)
class PointMap:
    """Places with their words."""

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
