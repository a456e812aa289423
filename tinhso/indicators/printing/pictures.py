"""The drawings of a report: with classes for the page, with a style of their own for print."""

from functools import cache
from pathlib import Path
from typing import Any

from tinhso import indicators
from tinhso.lib.drawing.charts import HEIGHT, Chart
from tinhso.lib.drawing.maps import Map, Shape

STYLE = Path(indicators.__path__[0]) / "templates/indicators/reports/report_print.css"
Content = dict[str, Any]
PRINTED, ON_PAPER = 560, 460  # a chart on A4: its letters come out at ten points


def drawing(block: Content) -> Chart | Map | None:
    """The chart or map of a block; None for other blocks and for a map without outlines."""
    if block["kind"] == "chart":
        labels = months_alone([row[0] for row in block["rows"]])
        return Chart(
            block.get("drawn", "line"),
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


def months_alone(labels: list[str]) -> list[str]:
    """ "01", "02", …: of one year, which the title names, the months are enough."""
    years = {label.partition("/")[2] for label in labels}
    return [label.partition("/")[0] for label in labels] if len(years) == 1 and "" not in years else labels


def size_of(picture: Chart | Map) -> tuple[int, int]:
    """Width and height in points for a page."""
    if isinstance(picture, Chart):
        return ON_PAPER, round(HEIGHT * ON_PAPER / PRINTED)
    lines = len(picture.limits) + 1
    return 400, round(400 * (picture.height + 40 * lines + 20) / 1000)


def drawn(picture: Chart | Map) -> str:
    """As wide as the sheet."""
    return picture.svg(PRINTED) if isinstance(picture, Chart) else picture.svg()


def for_print(picture: Chart | Map) -> bytes:
    """The drawing with its colours inside, for typst."""
    svg = drawn(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    end = svg.index(">") + 1
    return f"{svg[:end]}<style>{_style()}</style>{svg[end:]}".encode()


@cache
def _style() -> str:
    return STYLE.read_text()
