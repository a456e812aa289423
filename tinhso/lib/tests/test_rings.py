import pytest

from tinhso.lib.rings import holds

OUTER = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
ISLAND = [[20, 0], [30, 0], [25, 10], [20, 0]]


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (1, 1, True),
        (5, 5, False),
        (25, 3, True),
        (15, 5, False),
        (-1, 5, False),
        (5, 11, False),
        (9, 0, True),
    ],
)
def test_a_point_lies_inside_a_border_but_not_in_its_hole(x, y, inside):
    assert holds([OUTER, HOLE, ISLAND], x, y) is inside


def test_no_border_holds_nothing():
    assert not holds([], 1, 1)
