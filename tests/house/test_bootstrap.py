"""What `bin/environment.py` promises without a network: the rest is tried on fresh clones."""

import ast
import json
import os
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
    for name, inside in (("HOME", ".venv"), ("WHEELS", "wheels"), ("SUMS", "SHA256SUMS")):
        monkeypatch.setattr(environment, name, tmp_path / inside)
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


def test_a_bundle_makes_its_own_environment_whatever_the_units_of_a_former_version_name(
    environment, done, monkeypatch
):
    monkeypatch.setenv("TINHSO_VENV", sys.prefix)
    environment.WHEELS.mkdir()
    assert environment.ready("requirements.txt") == environment.HOME / "bin/python"
    assert done == WHOLE


def test_what_a_bundle_brought_can_be_read_by_the_account_that_serves_and_nothing_else(environment, done):
    files = {"bin/tinhso": 0o700, "docs/a/b.md": 0o600, "SHA256SUMS": 0o600, ".tinhso/secret-key": 0o600}
    environment.SUMS.write_text("x  bin/tinhso\nx  docs/a/b.md\n")
    for name, mode in files.items():
        path = environment.ROOT / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch()
        path.chmod(mode)
    (environment.ROOT / "docs").chmod(0o700)
    environment.ready("requirements.txt")
    modes = {name: (environment.ROOT / name).stat().st_mode & 0o777 for name in (*files, "docs", "docs/a")}
    assert modes == dict(zip(modes, (0o755, 0o644, 0o644, 0o600, 0o755, 0o755), strict=True))
    assert (environment.ROOT / ".tinhso").stat().st_mode & 0o777 == 0o700


def test_the_environment_is_for_every_account_whatever_the_umask_of_who_makes_it(
    environment, done, monkeypatch
):
    seen = []
    monkeypatch.setattr(environment, "pip", lambda *words: seen.append(os.umask(0o022)))
    before = os.umask(0o077)
    try:
        environment.ready("requirements.txt")
        assert seen == [0o022, 0o022] and os.umask(0o077) == 0o077
    finally:
        os.umask(before)


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
