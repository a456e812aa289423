"""The drawings of a report: with classes for the page, with a style of their own for print."""

from functools import cache
from pathlib import Path
from typing import Any

from tinhso import indicators
from tinhso.lib.drawing.charts import HEIGHT, WIDTH, Chart
from tinhso.lib.drawing.maps import Map, Shape

STYLE = Path(indicators.__path__[0]) / "templates/indicators/report_print.css"
Content = dict[str, Any]


def drawing(block: Content) -> Chart | Map | None:
    """The chart or map of a block; None for other blocks and for a map without outlines."""
    if block["kind"] == "chart":
        labels = [row[0] for row in block["rows"]]
        return Chart(
            "line",
            block["title"],
            labels,
            block["values"],
            block["unit"],
            block["places"],
            label_head=block["head"][0],
        )
    if block["kind"] == "map" and block["shapes"]:
        shapes = [Shape(one["name"], one["path"], one["value"]) for one in block["shapes"]]
        return Map(block["title"], shapes, block["height"], places=0)
    return None


def size_of(picture: Chart | Map) -> tuple[int, int]:
    """Width and height in points for a page."""
    if isinstance(picture, Chart):
        return WIDTH, HEIGHT
    lines = len(picture.limits) + 1
    return 400, round(400 * (picture.height + 40 * lines + 20) / 1000)


def for_print(picture: Chart | Map) -> bytes:
    """The drawing with its colours inside, for typst."""
    svg = picture.svg().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    end = svg.index(">") + 1
    return f"{svg[:end]}<style>{_style()}</style>{svg[end:]}".encode()


@cache
def _style() -> str:
    return STYLE.read_text()
