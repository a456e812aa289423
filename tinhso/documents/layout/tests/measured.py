"""What stands where on a page of a PDF, in points and millimetres, as other people's tools read it."""

import io
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from pytest import approx

from tests.machine import Poppler

UNITS = 3.0  # of a point, as `Poppler.placed` gives them
POINT = 25.4 / 72  # millimetres
DPI = 144
PIXEL = 25.4 / DPI


@dataclass(frozen=True)
class Words:
    """A line of words; places are millimetres from the left and upper edge of the paper."""

    page: int
    text: str
    left: float
    top: float
    width: float
    height: float
    size: float
    bold: bool
    italic: bool
    colour: str

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height


def words_of(poppler: Poppler, pdf: bytes) -> tuple[list[Words], list[tuple[float, float]]]:
    """The lines of all pages, and the sizes of the pages."""
    # what our own typesetting made and poppler wrote
    tree = ElementTree.fromstring(poppler.placed(pdf))  # noqa: S314
    faces = {one.get("id"): one for one in tree.iter("fontspec")}
    found, sizes = [], []
    for number, page in enumerate(tree.iter("page"), start=1):
        sizes.append(tuple(float(page.get(side, "0")) / UNITS * POINT for side in ("width", "height")))
        for line in page.iter("text"):
            face = faces[line.get("font")]
            if "".join(line.itertext()).strip():
                found.append(_words(line, face, number))
    return found, sizes  # type: ignore[return-value]


def _words(line: ElementTree.Element, face: ElementTree.Element, page: int) -> Words:
    left, top, width, height = (
        float(line.get(side, "0")) / UNITS * POINT for side in ("left", "top", "width", "height")
    )
    text, size = "".join(line.itertext()), float(face.get("size", "0")) / UNITS
    if text.endswith(" "):  # a space at the end of a line that is set to both sides is no ink
        width -= size / 4 * POINT
    return Words(
        page=page,
        text=re.sub(r"\s+", " ", text).strip(),
        left=left,
        top=top,
        width=width,
        height=height,
        size=size,
        bold=line.find(".//b") is not None,
        italic=line.find(".//i") is not None,
        colour=str(face.get("color")),
    )


def ink_of(poppler: Poppler, pdf: bytes, *, page: int = 1) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that is printed on a page, in millimetres."""
    picture = Image.open(io.BytesIO(poppler.picture(pdf, page=page, dpi=DPI)))
    box = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge * PIXEL for edge in box)
    return left, top, right, bottom


def rules_of(poppler: Poppler, pdf: bytes, *, page: int = 1) -> list[tuple[float, float, float]]:
    """Black lines across: left, right and height in millimetres. A frame's upper and lower edge are not black here."""
    picture = Image.open(io.BytesIO(poppler.picture(pdf, page=page, dpi=DPI)))
    found: list[tuple[float, float, float]] = []
    width, pixels = picture.width, picture.tobytes()
    for row in range(picture.height):
        line = pixels[row * width : (row + 1) * width]
        for run in re.finditer(rb"[\x00-\x60]{45,}", line):
            left, right, top = run.start() * PIXEL, run.end() * PIXEL, row * PIXEL
            if not any(abs(one[0] - left) < 0.5 and abs(one[2] - top) < 1 for one in found):
                found.append((left, right, top))
    return found


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
HALF = 105  # of the paper, millimetres


def heading_of(lines: list[Words]) -> tuple[str, str]:
    """All words left and right above the place and day, however a name was torn, and whether each stands where phụ lục III has it."""
    country = next(one for one in lines if one.text == COUNTRY)
    day = next(one for one in lines if one.italic and re.search(r"ngày\s.*tháng\s.*năm", one.text))
    above = [one for one in lines if one.page == 1 and country.top - 3 < one.top < day.top - 1]
    columns = [one for one in above if one.middle < HALF], [one for one in above if one.middle > HALF]
    for column in columns:
        column.sort(key=lambda one: one.top)
        assert all(one.middle == _near(column[0].middle) for one in column), "one axis"
    left, right = columns
    assert left[0].top == _near(right[0].top) and day.middle == _near(country.middle)
    assert left[-1].bold and [one.text for one in right] == [COUNTRY, "Độc lập - Tự do - Hạnh phúc"]
    return tuple(" ".join(one.text for one in column) for column in columns)  # type: ignore[return-value]


def signature_of(lines: list[Words], name: str, first: str) -> str:
    """The lines of authority under each other from the one that begins with `first`, the room of the signature, the name."""
    signed = next(one for one in reversed(lines) if one.text == name and one.bold)
    axis = [
        one for one in lines if one.bold and one.page == signed.page and one.middle == _near(signed.middle)
    ]
    begin = next(one for one in reversed(axis) if first.startswith(one.text) and one.top < signed.top)
    block = sorted((one for one in axis if begin.top <= one.top < signed.top), key=lambda one: one.top)
    assert signed.top - block[-1].bottom > 15, "room for the signature"
    assert all(one.text == one.text.upper() for one in block)
    return " ".join(one.text for one in block)


def _near(value: float) -> Any:
    return approx(value, abs=1)
