import pytest

from tinhso.indicators.tests import makers as make


@pytest.fixture
def measures(monkeypatch):
    """Only the measures of the makers are declared."""
    found = [make.SETTLED, make.OPEN, make.RATED]
    for room in ("cells", "actions.refresh_cells", "actions.compare_cells", "actions.load_indicators"):
        monkeypatch.setattr(f"tinhso.indicators.{room}.all_of", lambda kind: found)
    return found
