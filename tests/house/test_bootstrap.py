"""What `bin/environment.py` promises without a network: the rest is tried on fresh clones."""

import ast
import json
import subprocess
import sys

import pytest

from tests.house.sources import ROOT

FOREIGN = {"fcntl", "hashlib", "json", "os", "shutil", "subprocess", "sys", "pathlib", "environment"}


@pytest.fixture
def environment(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    import environment

    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "HOME", tmp_path / ".venv")
    monkeypatch.delenv("TINHSO_VENV", raising=False)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    return environment


@pytest.fixture
def done(environment, monkeypatch):
    """What the set-up would do, in order, instead of doing it; `create` leaves a python that runs."""
    deeds = []

    def create():
        deeds.append("create")
        (environment.HOME / "bin").mkdir(parents=True, exist_ok=True)
        python = environment.HOME / "bin/python"
        python.unlink(missing_ok=True)
        python.symlink_to(sys.executable)

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "pip", lambda python, *words: deeds.append(words[0]))
    return deeds


WHOLE = ["create", "--require-hashes", "--no-deps"]


def test_the_scripts_use_nothing_but_the_standard_library_and_old_words():
    for name in ("environment.py", "demo", "test", "tinhso"):
        tree = ast.parse((ROOT / "bin" / name).read_text(), feature_version=(3, 7))
        imported = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert imported <= FOREIGN


def test_a_second_call_does_nothing(environment, done):
    environment.ready("requirements.txt")
    assert done == WHOLE
    environment.ready("requirements.txt")
    assert done == WHOLE


def test_the_tests_add_their_pins_and_the_demo_is_content_with_them(environment, done):
    environment.ready("requirements.txt")
    environment.ready("requirements-dev.txt")
    assert done == [*WHOLE, "--require-hashes", "--no-deps"]
    environment.ready("requirements.txt")
    assert len(done) == 5


def test_changed_pins_are_installed_again(environment, done):
    environment.ready("requirements.txt")
    (environment.ROOT / "requirements.txt").write_text("other")
    environment.ready("requirements.txt")
    assert done == [*WHOLE, "--require-hashes", "--no-deps"]


def test_what_was_interrupted_is_made_anew(environment, done, monkeypatch):
    def killed(*words):
        raise SystemExit(2)

    with monkeypatch.context() as while_killed, pytest.raises(SystemExit):
        while_killed.setattr(environment, "pip", killed)
        environment.ready("requirements.txt")
    assert not (environment.HOME / "stamp.json").exists()
    del done[:]
    environment.ready("requirements.txt")
    assert done == WHOLE


def test_a_moved_clone_gets_a_new_environment(environment, done):
    environment.ready("requirements.txt")
    stamp = environment.HOME / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"root": "elsewhere"}))
    environment.ready("requirements.txt")
    assert done == WHOLE * 2


def test_a_named_environment_is_used_as_it_is(environment, done, monkeypatch):
    monkeypatch.setenv("TINHSO_VENV", sys.prefix)
    assert str(environment.ready("requirements.txt")) == f"{sys.prefix}/bin/python"
    monkeypatch.setenv("TINHSO_VENV", str(environment.ROOT / "nowhere"))
    with pytest.raises(SystemExit):
        environment.ready("requirements.txt")
    assert done == []


def test_the_module_can_be_read_by_a_python_that_is_too_old():
    """It must at least start there, to say which one it wants."""
    code = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))"
    subprocess.run([sys.executable, "-c", code, ROOT / "bin/environment.py"], check=True)


def test_who_may_only_read_the_clone_uses_its_whole_environment(environment, done, monkeypatch):
    """The account of a Debian package, or of a service: root has made it."""

    environment.ready("requirements.txt")
    python, path = environment.HOME / "bin" / "python", environment.ROOT.__class__

    def refused(file, *words, open_it=path.open, **named):
        if file.name == ".venv.lock":
            raise PermissionError(13, "no")
        return open_it(file, *words, **named)

    monkeypatch.setattr(path, "open", refused)
    assert environment.ready("requirements.txt") == python and done == WHOLE
    with pytest.raises(SystemExit):
        environment.ready("requirements-dev.txt")
