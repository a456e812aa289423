from tinhso.kernel.site import context
from tinhso.kernel.site.context import kept


def test_what_is_kept_is_read_once_and_the_oldest_goes_when_there_is_too_much(monkeypatch):
    monkeypatch.setattr(context, "_kept", {})
    monkeypatch.setattr(context, "MOST_KEPT", 3)
    read = []
    for key in ("a", "a", "b", "c", "d", "a"):
        kept(key, lambda key=key: read.append(key) or key)
    assert read == ["a", "b", "c", "d", "a"] and list(context._kept) == ["c", "d", "a"]
