"""A process that goes from one database of the tests to another keeps nothing that it knows by a number."""

from types import SimpleNamespace

from tinhso.demo import conftest


def test_another_database_has_forms_of_its_own(monkeypatch):
    cleared, one = [], SimpleNamespace(close=lambda: None, close_pool=lambda: None, settings_dict={})
    monkeypatch.setattr(conftest, "connection", one)
    monkeypatch.setattr(conftest, "published_form", SimpleNamespace(cache_clear=lambda: cleared.append(1)))
    conftest.enter("x")
    assert one.settings_dict == {"NAME": "x"} and cleared == [1]
