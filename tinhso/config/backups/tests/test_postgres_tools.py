"""Which of PostgreSQL's programs a backup is made with."""

from types import SimpleNamespace

import psycopg
import pytest

from tinhso.config.backups import postgres_tools


class Server:
    """A server of some version, as psycopg shows it."""

    def __init__(self, version):
        self.info = SimpleNamespace(server_version=version)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Ours are of 18, Debian has 17."""
    (tmp_path / "17/bin").mkdir(parents=True)
    (tmp_path / "17/bin/pg_dump").touch()
    monkeypatch.setattr(postgres_tools, "DEBIAN", tmp_path)
    monkeypatch.setattr(postgres_tools, "binaries", lambda: tmp_path / "ours")
    monkeypatch.setattr(postgres_tools, "major_version", lambda folder: 18)
    return tmp_path


def test_a_dump_is_written_by_the_program_of_the_servers_version(machine, monkeypatch):
    for version, place in ((170012, "17/bin"), (180006, "ours"), (160003, "ours")):
        monkeypatch.setattr(psycopg, "connect", lambda url, version=version, **words: Server(version))
        assert postgres_tools.program_for("pg_dump", "postgresql:///x") == machine / place / "pg_dump"


def test_a_server_that_does_not_answer_is_left_to_the_program_to_name(machine, monkeypatch):
    def away(url, **words):
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(psycopg, "connect", away)
    assert postgres_tools.program_for("pg_dump", "postgresql:///x") == machine / "ours/pg_dump"
