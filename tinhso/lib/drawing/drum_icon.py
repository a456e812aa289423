"""The star of the drum as square pictures for a home screen, drawn by the same rule as `lib/drawing/drum.py`.

`draw(size)` has air around the disc; `draw(size, maskable=True)` keeps it inside the circle that a launcher may cut.
"""

from math import cos, pi, sin

from PIL import Image, ImageDraw

from tinhso.lib.drawing.drum import RAYS

PAPER, BRONZE = (251, 250, 247), (122, 78, 29)
FINER = 4  # drawn so many times larger, then made small: smooth edges
REACH, MASKED_REACH = 0.94, 0.74  # of the picture's half: a launcher's mask keeps 80%


def draw(size: int, *, maskable: bool = False) -> Image.Image:
    """An opaque picture of `size` x `size` pixels."""
    side = size * FINER
    picture = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(picture)
    unit = side / 2 * (MASKED_REACH if maskable else REACH) / 50
    _rings(pen, side, unit)
    _rim(pen, side, unit, teeth=28)
    pen.polygon(_star(side, unit), fill=BRONZE)
    return picture.resize((size, size), Image.Resampling.BOX).quantize(
        palette=_shades(), dither=Image.Dither.NONE
    )


def _shades() -> Image.Image:
    """Sixteen steps from paper to bronze: small files with smooth edges."""
    palette = Image.new("P", (1, 1))
    steps = [n / 15 for n in range(16)]
    colours = [round(p + (b - p) * step) for step in steps for p, b in zip(PAPER, BRONZE, strict=True)]
    palette.putpalette(colours)
    return palette


def _at(side: int, radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn - pi / 2
    return side / 2 + radius * cos(angle), side / 2 + radius * sin(angle)


def _rings(pen: ImageDraw.ImageDraw, side: int, unit: float) -> None:
    for radius, width in ((48.5, 2), (34, 2.4)):
        outer, inner = (radius + width / 2) * unit, (radius - width / 2) * unit
        for reach, colour in ((outer, BRONZE), (inner, PAPER)):
            low, high = side / 2 - reach, side / 2 + reach
            pen.ellipse((low, low, high, high), fill=colour)


def _rim(pen: ImageDraw.ImageDraw, side: int, unit: float, *, teeth: int) -> None:
    for i in range(teeth):
        corners = ((38.5, i), (45.5, i + 0.5), (38.5, i + 1))
        pen.polygon([_at(side, radius * unit, turn / teeth) for radius, turn in corners], fill=BRONZE)


def _star(side: int, unit: float) -> list[tuple[float, float]]:
    points = []
    for i in range(RAYS):
        points += [_at(side, 31 * unit, i / RAYS), _at(side, 10.5 * unit, (i + 0.5) / RAYS)]
    return points
