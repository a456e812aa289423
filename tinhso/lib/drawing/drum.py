"""The one ornament: the star and rings of a Đông Sơn drum, drawn by rule so that nobody's drawing is copied.

From the inside out: a star of fourteen rays with nested chevrons between them, a ring of circles joined by
tangents, a ring of comb teeth, and a rim of triangles. `svg()` is the file `static/site/drum.svg`.
"""

from math import cos, pi, sin

RAYS = 14
CENTRE = 50.0


def _at(radius: float, turn: float) -> str:
    """A point at `radius` from the centre, `turn` of a full circle clockwise from the top."""
    angle = 2 * pi * turn - pi / 2
    return f"{CENTRE + radius * cos(angle):.1f} {CENTRE + radius * sin(angle):.1f}"


def _ring(radius: float, width: float = 0.7) -> str:
    return (
        f'<circle cx="50" cy="50" r="{radius:g}" fill="none" stroke="currentColor" stroke-width="{width:g}"/>'
    )


def _star(rays: int, outer: float, inner: float) -> str:
    points = []
    for i in range(rays):
        points += [_at(outer, i / rays), _at(inner, (i + 0.5) / rays)]
    return f'<path fill="currentColor" d="M{"L".join(points)}z"/>'


def _lines(path: str, width: float) -> str:
    return f'<path fill="none" stroke="currentColor" stroke-width="{width:g}" d="{path}"/>'


def _chevrons(rays: int) -> str:
    """Two nested angles between each pair of rays, their point toward the centre."""
    path = ""
    for i in range(rays):
        middle = (i + 0.5) / rays
        for tip, ends, spread in ((17.5, 23.5, 0.019), (21.5, 25, 0.012)):
            path += f"M{_at(ends, middle - spread)}L{_at(tip, middle)}L{_at(ends, middle + spread)}"
    return _lines(path, 0.7)


def _tangent_circles(count: int, radius: float, size: float) -> str:
    """Circles with a dot, each joined to the next by a slanting line that touches both."""
    circles = links = ""
    for i in range(count):
        here = i / count
        x, y = _at(radius, here).split()
        circles += f'<circle cx="{x}" cy="{y}" r="{size:g}"/><circle cx="{x}" cy="{y}" r=".35"/>'
        links += f"M{_at(radius + size, here)}L{_at(radius - size, here + 1 / count)}"
    return f'<g fill="none" stroke="currentColor" stroke-width=".5">{circles}<path d="{links}"/></g>'


def _comb(teeth: int, inner: float, outer: float) -> str:
    return _lines("".join(f"M{_at(inner, i / teeth)}L{_at(outer, i / teeth)}" for i in range(teeth)), 0.55)


def _rim(teeth: int, inner: float, outer: float) -> str:
    path = ""
    for i in range(teeth):
        path += f"M{_at(inner, i / teeth)}L{_at(outer, (i + 0.5) / teeth)}L{_at(inner, (i + 1) / teeth)}z"
    return f'<path fill="currentColor" d="{path}"/>'


def star() -> str:
    """The drum at the size of a logo: rim, rings and star, nothing that blurs at 32 px."""
    rings = _ring(48.5, 2) + _ring(34, 2.4)
    return rings + _rim(28, 38.5, 45.5) + _star(RAYS, 31, 10.5)


def drum() -> str:
    """The drum at the size of a page's ornament."""
    rings = "".join(_ring(r) for r in (27, 28.2, 34.6, 35.8, 40, 41.2, 47.4)) + _ring(49.2, 1.2)
    bands = _tangent_circles(36, 31.4, 1.8) + _comb(140, 36.4, 39.4) + _rim(70, 42, 46.8)
    return rings + bands + _star(RAYS, 26, 6.4) + _chevrons(RAYS)


def svg() -> str:
    """The static file: two symbols, `#star` and `#drum`, in the colour of the text around them."""
    symbols = f'<symbol id="star" viewBox="0 0 100 100">{star()}</symbol>'
    symbols += f'<symbol id="drum" viewBox="0 0 100 100">{drum()}</symbol>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{symbols}</svg>\n'


def icon_svg(colour: str = "#7a4e1d") -> str:
    """The browser's own little picture of the page (favicon)."""
    drawing = star().replace("currentColor", colour)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
        f"{drawing}</svg>\n"
    )
