"""What charts and maps are drawn with is seen in both palettes, on paper and in print; each has a title and its table."""

import re
from itertools import product
from pathlib import Path

import pytest

import tinhso
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.maps import Map, Shape

ROOT = Path(tinhso.__path__[0])
SITE = (ROOT / "kernel/site/static/site/tinhso.css").read_text()
FIGURES = (ROOT / "indicators/static/indicators/figures.css").read_text()
PRINT = (ROOT / "indicators/templates/indicators/reports/report_print.css").read_text()
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?\}\s*)\}", re.DOTALL)
DRAWN = (
    "chart",
    "jade",
    "bronze",
    "edge",
)  # lines, bars and dots; sparks; the goal; axes, borders and hatches
WRITTEN = ("ink", "soft")


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})\b", text))


def palette(name: str) -> dict[str, str]:
    light = {**colours(DARK.sub("", SITE).split("@media print")[0]), **colours(FIGURES.split("@media")[0])}
    if name == "light":
        return light
    return light | {k: v for css in (SITE, FIGURES) for k, v in colours(DARK.search(css)[1]).items()}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("name", "ground"), list(product(("light", "dark"), ("card", "paper"))))
def test_whatever_is_drawn_stands_out_from_its_ground(name, ground):
    found = palette(name)
    drawn = {kind: contrast(found[kind], found[ground]) for kind in DRAWN}
    assert {kind: value for kind, value in drawn.items() if value < 3} == {}
    assert min(contrast(found[kind], found[ground]) for kind in WRITTEN) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_shades_of_a_map_rise_and_its_ends_are_told_apart(name):
    """Neighbouring shades cannot all be three to one; borders are, and the table beside tells each value."""
    found = palette(name)
    steps = [contrast(found[f"map-{n}"], found["card"]) for n in range(4)]
    assert steps == sorted(steps)
    assert contrast(found["map-0"], found["map-3"]) >= 3
    assert min(contrast(found[f"map-{n}"], found[f"map-{n + 1}"]) for n in range(3)) >= 1.4


def test_print_has_colours_of_its_own_that_stand_out_from_white():
    drawn = set(
        re.findall(r"\.(?:chart-\w+|map-area|map-stripe) \{[^}]*?(?:stroke|fill): (#[0-9a-f]{6})", PRINT)
    )
    assert drawn
    assert min(contrast(colour, "#ffffff") for colour in drawn) >= 3


@pytest.mark.parametrize("kind", ["line", "bars", "barlist"])
def test_a_chart_has_its_title_its_table_and_room_for_its_longest_value(kind):
    chart = Chart(kind, "Hồ sơ", ["01/2023", "02/2023"], [900.0, 1234567890.0], "hồ sơ", 0)
    drawn = chart.svg()
    assert "<title>Hồ sơ</title>" in drawn
    assert chart.rows == [("01/2023", "900"), ("02/2023", "1.234.567.890")]
    starts = re.findall(
        r'<text class="chart-value" x="([\d.]+)" y="[\d.]+" text-anchor="start">([^<]+)<', drawn
    )
    assert all(float(x) + 7.6 * len(words) <= 344 for x, words in starts)


def test_a_map_has_its_title_and_says_what_is_missing():
    drawn = Map("Theo xã", [Shape("A", "M0 0h9v9z", 3), Shape("B", "M9 0h9v9z", None)], 20).svg()
    assert "<title>Theo xã</title>" in drawn
    assert "Chưa có số liệu: 1 đơn vị" in drawn
