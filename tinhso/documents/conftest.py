"""Fixtures of official documents: the legal day of the town."""

import pytest

from tinhso.casework.tests.makers import NOW


@pytest.fixture
def office(town, monkeypatch):
    """The town on its day; Văn is the clerk of agency A, Chi its head, Emi drafts."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return town
