"""What is put by comes back whole for the same program, day and words, and for no others."""

from datetime import date as real_date

import pytest

from tinhso.config.demo import snapshot as snapshots
from tinhso.config.demo.snapshot import NEWEST, home, put_by, snapshot_of, take_up


class Cluster:
    """Stands for PostgreSQL, which has its own tests of being copied."""

    def __init__(self, folder):
        self.folder = folder

    def copy_to(self, folder):
        folder.mkdir()
        (folder / "rows").write_text((self.folder / "rows").read_text())

    def fill_from(self, folder):
        self.folder.mkdir(exist_ok=True)
        (self.folder / "rows").write_text((folder / "rows").read_text())


@pytest.fixture
def state(tmp_path, monkeypatch):
    folder = tmp_path / "state"
    for name in ("postgres", "files", "logs"):
        (folder / name).mkdir(parents=True)
    (folder / "postgres/rows").write_text("dossiers")
    (folder / "files/scan").write_bytes(b"\x00")
    (folder / "demo.json").write_text("loaded")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(snapshots, "state", lambda: folder)
    monkeypatch.setattr(snapshots, "Server", Cluster)
    return folder


def test_it_comes_back_into_an_empty_folder(state, tmp_path, monkeypatch):
    snapshot = snapshot_of(False, 600)
    assert not take_up(snapshot)
    put_by(snapshot)
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(snapshots, "state", lambda: other)
    assert take_up(snapshot)
    found = {str(path.relative_to(other)) for path in other.rglob("*") if path.is_file()}
    assert found == {"postgres/rows", "files/scan", "demo.json"}
    assert home().stat().st_mode & 0o077 == 0


def test_other_words_another_day_and_another_program_have_another(state, tmp_path, monkeypatch):
    root = tmp_path / "clone"
    for name in ("tinhso", "sandbox"):
        (root / name).mkdir(parents=True)
    (root / "requirements.txt").write_text("")
    (root / "tinhso/rules.csv").write_text("key")
    monkeypatch.setattr(snapshots, "ROOT", root)
    first = snapshot_of(False, 600)
    assert snapshot_of(False, 600) == first
    assert snapshot_of(False, 601) != first
    (root / "tinhso/rules.csv").write_text("kez")
    assert snapshot_of(False, 600) != first
    (root / "tinhso/rules.csv").write_text("key")

    class Tomorrow(real_date):
        @classmethod
        def today(cls):
            return real_date(2031, 1, 1)

    monkeypatch.setattr(snapshots, "date", Tomorrow)
    assert snapshot_of(False, 600) != first


def test_what_breaks_off_leaves_nothing_and_the_oldest_go(state, monkeypatch):
    for number in range(NEWEST + 2):
        put_by(home() / f"{number}")
    assert len(list(home().iterdir())) == NEWEST

    def full(self, folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Cluster, "copy_to", full)
    with pytest.raises(OSError, match="No space"):
        put_by(home() / "last")
    assert len(list(home().iterdir())) == NEWEST
