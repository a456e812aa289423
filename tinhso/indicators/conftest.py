import pytest

from tinhso.indicators.tests import makers as make


@pytest.fixture
def measures(monkeypatch):
    """Only the measures of the makers are declared."""
    found = [make.SETTLED, make.OPEN, make.RATED]
    for room in (
        "tinhso.indicators.cells.cells",
        "tinhso.indicators.cells.actions.refresh_cells",
        "tinhso.indicators.cells.actions.compare_cells",
        "tinhso.indicators.loading.actions.load_indicators",
    ):
        monkeypatch.setattr(f"{room}.all_of", lambda kind: found)
    return found
