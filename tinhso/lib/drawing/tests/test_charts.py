from xml.etree import ElementTree

import pytest

from tinhso.lib.drawing import charts, drum
from tinhso.lib.drawing.charts import Chart

KINDS = ["line", "bars", "barlist"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [[], [5], [3, 3, 3], [0, 0], [-2, 4, 1.5], [1e6, 2e6], list(range(31))])
def test_a_chart_is_well_formed_and_tells_its_figures(kind, values):
    chart = Chart(kind, "Hồ sơ <b>", [f"{i:02d}" for i in range(len(values))], values, "hồ sơ")
    drawing = ElementTree.fromstring(chart.svg())
    assert drawing.get("width") == "340"
    assert drawing.get("height")
    assert "Hồ sơ <b>" in drawing.get("aria-label")
    for mark in drawing.iter():
        for name in ("x", "y", "cx", "cy", "width", "height"):
            assert "nan" not in (mark.get(name) or "")
            assert float(mark.get(name) or 0) >= -1


def test_the_last_value_is_told_in_vietnamese():
    chart = Chart("line", "Tỷ lệ", ["01", "02"], [93.4, 97.61], "%", 2, goal=97, goal_label="mục tiêu")
    assert ">97,61</text>" in chart.svg()
    assert "mục tiêu" in chart.svg()
    assert chart.rows == [("01", "93,40"), ("02", "97,61")]
    assert chart.description == "01: 93,40 %; 02: 97,61 %; thấp nhất 93,40, cao nhất 97,61."


def test_the_axis_of_bars_starts_at_zero():
    assert charts.nice_range([812, 1431], from_zero=True)[0] == 0
    assert charts.nice_range([93.4, 97.6], from_zero=False)[0] > 80


def test_a_spark_of_equal_values_is_a_flat_line():
    ElementTree.fromstring(charts.spark([2, 2, 2], "đứng yên"))


def test_the_drum_has_fourteen_rays():
    assert drum.star().count("L") >= 2 * drum.RAYS - 1
    ElementTree.fromstring(drum.svg())


def test_labels_of_twelve_months_do_not_touch_and_the_first_value_is_clear_of_the_line():
    months = [f"{month:02}/2023" for month in range(1, 13)]
    for values in ([100, 98, 97, 98, 96, 96, 96, 97, 98, 95, 96, 96], list(range(12)), [5, 9] * 6):
        drawn = ElementTree.fromstring(Chart("line", "Tỷ lệ", months, values).svg())  # noqa: S314 - our own
        texts = [(float(t.get("x")), float(t.get("y")), t.text) for t in drawn.iter("text")]
        told = sorted(x for x, _, words in texts if "/" in words)
        assert all(after - before > 60 for before, after in zip(told, told[1:], strict=False))
        x, y, words = next(one for one in texts if one[2] == str(values[0]) and one[0] < 20)
        points = [tuple(map(float, p.split(","))) for p in next(drawn.iter("polyline")).get("points").split()]
        assert all(py > y + 4 or py < y - 13 for px, py in points if px <= x + 8 * len(words))
