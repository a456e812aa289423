"""A restore into a newer program begins its epoch before that program records anything of its own."""

from tinhso.config.commands import prepare
from tinhso.config.keys import seal_key


def test_the_epoch_begins_after_the_migrations_and_before_anything_is_recorded(monkeypatch):
    """Indicators that a newer program brought lay behind the last seal, and `verify` called them slipped in."""
    order: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda word, **words: order.append(word))
    monkeypatch.setattr(prepare, "compile_messages", lambda: None)
    monkeypatch.setattr(prepare, "newer_migrations", list)
    monkeypatch.setattr("tinhso.kernel.notices.public.make_push_key", lambda: None)
    monkeypatch.setattr(seal_key, "at_set_up", lambda: order.append("seal key") or "")
    monkeypatch.setattr(prepare, "private_folders", lambda: None)
    monkeypatch.setattr(prepare, "collect_static", lambda: None)
    monkeypatch.setattr(
        "tinhso.casework.public.note_rows_of_older_programs", lambda **words: order.append("older rows")
    )
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: None)
    prepare.prepare_all(quiet=True, migrated=lambda: order.append("epoch"))
    assert order[:3] == ["migrate", "epoch", "older rows"]  # before what may record anything
    assert {"load_indicators", "load_data_sets", "load_open_data", "seal key"} <= set(order[3:])
