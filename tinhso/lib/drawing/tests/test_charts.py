from xml.etree import ElementTree

import pytest

from tinhso.lib.drawing import charts, drum
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.sparks import spark

KINDS = ["line", "bars", "barlist"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [[], [5], [3, 3, 3], [0, 0], [-2, 4, 1.5], [1e6, 2e6], list(range(31))])
def test_a_chart_is_well_formed_and_tells_its_figures(kind, values):
    chart = Chart(kind, "Hồ sơ <b>", [f"{i:02d}" for i in range(len(values))], values, "hồ sơ")
    drawing = ElementTree.fromstring(chart.svg())
    assert drawing.get("width") == "344"
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
    ElementTree.fromstring(spark([2, 2, 2], "đứng yên"))


def test_the_drum_has_fourteen_rays():
    assert drum.star().count("L") >= 2 * drum.RAYS - 1
    ElementTree.fromstring(drum.svg())


@pytest.mark.parametrize("width", [charts.NARROW, charts.WIDE])
@pytest.mark.parametrize("kind", ["line", "bars"])
def test_labels_of_twelve_months_and_numbers_of_the_axis_do_not_touch(kind, width):
    months = [f"{month:02}/2023" for month in range(1, 13)]
    for values in ([100, 98, 97, 98, 96, 96, 96, 97, 98, 95, 96, 96], list(range(12)), [5, 9] * 6):
        drawn = ElementTree.fromstring(Chart(kind, "Tỷ lệ", months, values).svg(width))  # noqa: S314 - our own
        texts = [(float(t.get("x")), float(t.get("y")), t) for t in drawn.iter("text")]
        positions = sorted(x for x, _, one in texts if "/" in one.text)
        assert all(after - before > 60 for before, after in zip(positions, positions[1:], strict=False))
        axis = sorted(y for _, y, one in texts if one.get("text-anchor") == "end")
        assert 3 <= len(axis) <= 6
        assert all(after - before >= 15 for before, after in zip(axis, axis[1:], strict=False))


def test_an_axis_that_does_not_begin_at_zero_says_so():
    assert Chart("line", "Tỷ lệ", ["01", "02"], [96.1, 97.9], "%").axis_note == (
        "Trục đứng bắt đầu từ 96%, không phải từ 0."
    )
    assert Chart("line", "Số", ["01", "02"], [0, 9]).axis_note == ""
    assert Chart("bars", "Số", ["01", "02"], [96, 97]).axis_note == ""


def test_the_year_before_stands_in_grey_and_its_words_clear_of_the_last_value():
    chart = Chart("line", "Số", ["01", "02"], [5, 9], before=[None, 8], before_label="năm 2022")
    assert "chart-before" not in chart.svg()
    drawn = Chart("line", "Số", ["01", "02"], [5, 9], before=[4, 9], before_label="năm 2022").svg()
    heights = [
        float(t.get("y")) for t in ElementTree.fromstring(drawn).iter("text") if t.text in ("9", "năm 2022")
    ]
    assert "chart-before" in drawn and abs(heights[-1] - heights[-2]) >= 15
