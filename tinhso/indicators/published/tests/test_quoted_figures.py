"""Figures that a text quotes are those of their page."""

from datetime import date
from decimal import Decimal

import pytest

from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.public import quotable_indicators, quoted_figures
from tinhso.indicators.tests import makers as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
TODAY = date(2024, 3, 8)


@pytest.fixture
def figure(town, monkeypatch):
    """Six of nine results of January in time; `/so-lieu/ty-le/`."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    for timeliness in ("on_time", "on_time", "late") * 3:
        make.make_case(town, "2024-01-10", timeliness)
    refresh_cells(now=make.NOW, every=True)
    return make.make_version(address="ty-le", public=True)


def test_a_quoted_figure_has_its_value_and_its_page(figure, django_assert_max_num_queries):
    code = figure.indicator.code
    assert (code, figure.definition.name) in quotable_indicators()
    with django_assert_max_num_queries(14):
        found = quoted_figures(
            [(code, "202401"), (code, "2023"), ("x", "2023"), (code, "bậy"), (code, "2025")], today=TODAY
        )
    one = found[code, "202401"]
    assert (one.value, one.text, one.unit) == (Decimal("66.67"), "66,67%", "")
    assert one.url == "/so-lieu/ty-le/?ky=202401"
    assert found[code, "2023"].value is None
    assert set(found) == {(code, "202401"), (code, "2023")}


def test_what_is_not_public_is_not_quoted(town):
    hidden = make.make_version(address="kin", public=False)
    assert quoted_figures([(hidden.indicator.code, "202401")], today=TODAY) == {}
    assert quotable_indicators() == []
