"""bin/test --changed: a change reaches its own folder's tests and those that lean on it."""

import pytest

from tests import affected


@pytest.fixture
def changing(monkeypatch):
    def reach(*names: str) -> list[str]:
        monkeypatch.setattr(affected, "changed_files", lambda base: list(names))
        return affected.affected_tests("HEAD")

    return reach


def test_nothing_changed_reaches_nothing(changing):
    assert changing() == []


@pytest.mark.long
def test_a_module_reaches_its_folder_and_what_imports_it_however_far(changing):
    found = changing("tinhso/lib/merkle.py")
    assert "tinhso/lib/tests/test_merkle.py" in found
    assert any(name.startswith("tinhso/kernel/events/tests/") for name in found)
    assert "tests/house" in found
    assert "tinhso/lib/forms/tests/test_logic.py" not in found


@pytest.mark.long
def test_a_template_reaches_the_tests_of_its_app(changing):
    found = changing("tinhso/opendata/templates/opendata/dataset.html")
    assert found
    assert all(name.startswith(("tinhso/opendata/tests/", "tests/house")) for name in found)


@pytest.mark.long
def test_a_file_of_prose_reaches_the_house_alone(changing):
    assert changing("README.md") == ["tests/house"]


def test_what_every_test_leans_on_reaches_all(changing):
    assert changing("conftest.py") == ["tinhso", "sandbox", "tests"]


def test_changed_files_are_those_that_differ_and_those_that_are_new(tmp_path, monkeypatch):
    def git(*words: str) -> None:
        affected.subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=tmp_path, check=True
        )

    git("init", "-q")
    for name in ("same", "other", "gone"):
        (tmp_path / name).write_text("one")
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "other").write_text("two")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("one")
    monkeypatch.setattr(affected, "ROOT", tmp_path)
    assert affected.changed_files("HEAD") == ["gone", "new", "other"]
