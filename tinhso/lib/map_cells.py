"""The map cut into cells, so that nearness and clusters are ranges of one whole number and need no geometry.

A cell is a square of the web map (Spherical Mercator) at level 22, about 9 m wide at 20° north, numbered along the
Z-curve: x and y interleaved bit by bit. The cell of any coarser level is that number without its last bits, so a
square of the map at level n is one half-open range of cells, and an index on the number finds it.
"""

from math import asinh, cos, floor, hypot, pi, radians, tan

LEVEL = 22
EDGE = 85.0511287798
METRE_PER_DEGREE = 111_320.0
Range = tuple[int, int]


def cell_of(lat: float, lon: float) -> int:
    """The cell of a point in WGS84 degrees; ValueError outside of the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("not on the globe")
    x, y = tile_of(lat, lon, LEVEL)
    return interleave(x, y)


def tile_of(lat: float, lon: float, level: int) -> tuple[int, int]:
    """Column and row of the square of that level; beyond the edge of the web map, its last row."""
    n = 1 << level
    lat = max(-EDGE, min(EDGE, lat))
    x = floor((lon + 180) / 360 * n)
    y = floor((1 - asinh(tan(radians(lat))) / pi) / 2 * n)
    return max(0, min(n - 1, x)), max(0, min(n - 1, y))


def interleave(x: int, y: int) -> int:
    """x in the even bits, y in the odd ones."""
    return _spread(x) | _spread(y) << 1


def _spread(n: int) -> int:
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        n = (n | n << shift) & mask
    return n


def range_of(x: int, y: int, level: int) -> Range:
    """The cells inside a square of that level, half open."""
    bits = 2 * (LEVEL - level)
    first = interleave(x, y) << bits
    return first, first + (1 << bits)


def merged(ranges: list[Range]) -> list[Range]:
    """The same cells in as few ranges as possible."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def level_of_box(south: float, west: float, north: float, east: float, *, most: int) -> int:
    """The finest level at which at most `most` squares cover the box."""
    for level in range(LEVEL, 0, -1):
        left, top = tile_of(north, west, level)
        right, bottom = tile_of(south, east, level)
        if (right - left + 1) * (bottom - top + 1) <= most:
            return level
    return 0


def ranges_of_box(south: float, west: float, north: float, east: float, *, most: int = 16) -> list[Range]:
    """Ranges that cover the box, of the finest level at which at most `most` squares do; they may cover more."""
    level = level_of_box(south, west, north, east, most=most)
    left, top = tile_of(north, west, level)
    right, bottom = tile_of(south, east, level)
    squares = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    return merged([range_of(x, y, level) for x, y in squares])


def ranges_around(lat: float, lon: float, metres: float) -> list[Range]:
    """Ranges that cover the circle; whoever uses them measures the distance of what they hold."""
    up = metres / METRE_PER_DEGREE
    side = metres / (METRE_PER_DEGREE * max(0.01, cos(radians(lat))))
    return ranges_of_box(lat - up, lon - side, lat + up, lon + side)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two near points, on a plane: right within a thousandth up to some kilometres."""
    across = (other_lon - lon) * cos(radians((lat + other_lat) / 2))
    return METRE_PER_DEGREE * hypot(other_lat - lat, across)
