"""From which dump the database of the tests goes on when migrations were added, changed or taken away."""

import json

import pytest

from tests import template_database
from tests.template_database import fullest_part, manifest

DUMP = "template-now-postgresql18.dump"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(
        template_database, "contents", lambda: {"a/0001.py": "1", "a/0002.py": "2", "b/0001.py": "3"}
    )

    def put(name: str, held: dict[str, str] | None) -> None:
        (tmp_path / name).touch()
        if held is not None:
            manifest(tmp_path / name).write_text(json.dumps(held))

    return put, tmp_path


def test_the_dump_with_the_most_of_todays_migrations_is_gone_on_from(cache):
    put, folder = cache
    put("template-one-postgresql18.dump", {"a/0001.py": "1"})
    put("template-two-postgresql18.dump", {"a/0001.py": "1", "b/0001.py": "3"})
    put("template-of-others-postgresql17.dump", {"a/0001.py": "1", "a/0002.py": "2", "b/0001.py": "3"})
    assert fullest_part(folder / DUMP) == folder / "template-two-postgresql18.dump"


def test_a_dump_with_a_migration_that_changed_or_has_gone_serves_nobody(cache):
    put, folder = cache
    put("template-changed-postgresql18.dump", {"a/0001.py": "another"})
    put("template-gone-postgresql18.dump", {"a/0001.py": "1", "c/0001.py": "4"})
    put("template-silent-postgresql18.dump", None)
    assert fullest_part(folder / DUMP) is None
