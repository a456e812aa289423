"""What `bench/indicators.py` counts follows from the events that it writes; a file of its own for it loads the province."""

import pytest

from tests.test_rows_of_measurements import BENCH, script
from tinhso.casework.tests.derived import differing
from tinhso.onestop.models import Dossier


@pytest.mark.long
@pytest.mark.django_db
def test_the_dossiers_that_figures_are_read_from(whole_province, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    script("figures/rows").write(60)
    assert Dossier.objects.count() == 60 and not differing()
