import re
import tomllib

from tests.house.sources import ROOT


def pins(name):
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("dependencies = [") :].split("\n]")[0].splitlines()[1:]
    silent = [line.strip() for line in block if not re.search(r'",\s*# \S', line)]
    assert not silent


def test_the_pins_have_hashes_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert not [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry]


def test_development_runs_on_the_pins_of_production():
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in runtime} == runtime


def test_every_declared_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    assert not declared - set(pins("requirements.txt"))
