from random import Random

import pytest

from tinhso.lib.map_cells import (
    LEVEL,
    cell_of,
    distance,
    level_of_box,
    range_of,
    ranges_around,
    ranges_of_box,
    tile_of,
)


def inside(ranges, cell):
    return any(low <= cell < high for low, high in ranges)


def test_a_square_of_a_coarser_level_holds_its_cells():
    cell = cell_of(19.8067, 105.7852)
    for level in range(LEVEL + 1):
        low, high = range_of(*tile_of(19.8067, 105.7852, level), level)
        assert low <= cell < high
        assert cell >> 2 * (LEVEL - level) == low >> 2 * (LEVEL - level)


def test_what_lies_in_a_circle_lies_in_its_ranges():
    rng = Random(7)  # noqa: S311
    lat, lon = 19.8067, 105.7852
    ranges = ranges_around(lat, lon, 150)
    assert len(ranges) <= 16
    for _ in range(500):
        there = (lat + rng.uniform(-0.0016, 0.0016), lon + rng.uniform(-0.0017, 0.0017))
        if distance(lat, lon, *there) <= 150:
            assert inside(ranges, cell_of(*there))
    assert not inside(ranges, cell_of(lat + 0.05, lon))


def test_a_box_is_covered_by_few_ranges_at_every_size():
    for size in (0.001, 0.1, 2, 90):
        box = (10 - size / 2, 100 - size / 2, 10 + size / 2, 100 + size / 2)
        assert len(ranges_of_box(*box)) <= 16 and inside(ranges_of_box(*box), cell_of(10, 100))
    assert level_of_box(-85, -180, 85, 180, most=4) == 1


def test_a_metre_is_a_metre():
    assert distance(19.8, 105.78, 19.801, 105.78) == pytest.approx(111.3, abs=1)
    assert distance(19.8, 105.78, 19.8, 105.781) == pytest.approx(104.7, abs=1)


@pytest.mark.parametrize("place", [(91, 0), (0, 181), (float("nan"), 0)])
def test_what_is_not_on_the_globe_has_no_cell(place):
    with pytest.raises(ValueError, match="globe"):
        cell_of(*place)


def test_the_poles_and_the_edge_have_cells():
    assert cell_of(90, 180) >= 0 and cell_of(-90, -180) >= 0
