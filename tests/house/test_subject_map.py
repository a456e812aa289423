"""The map of subjects in docs/architecture.md: each folder of a system has its line, on the floor where its contract puts it."""

import re
from configparser import ConfigParser

import pytest

from tests.house.sources import ROOT

ROOMS = {"data", "models", "roles"}  # they lie at the ground of a system and are no piece of work
PLAIN = {
    "tinhso.lib",
    "tinhso.demo",
    "tinhso.kernel.events",
    "tinhso.kernel.files",
    "tinhso.kernel.papers",
    "tinhso.kernel.site",
}  # no system of subjects; the page says why
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| .+ \|$", re.M)


def contracts() -> dict[str, str]:
    """Container of subjects -> the floors of its contract, from top to bottom."""
    rules = ConfigParser(interpolation=None)
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    subjects = [
        rules[name] for name in rules.sections() if name.startswith("importlinter:contract:subjects-")
    ]
    return {one["containers"].strip(): one["layers"] for one in subjects}


def subjects_of(container: str, layers: str) -> list[tuple[str, str]]:
    """(floor, subject), from top to bottom; 1 is the lowest floor with a subject."""
    ground = ROOT / container.replace(".", "/")
    floors = [
        sorted(
            one for one in set(re.findall(r"\w+", line)) - ROOMS if (ground / one / "__init__.py").is_file()
        )
        for line in layers.strip().splitlines()
    ]
    floors = [floor for floor in floors if floor]
    return [(str(len(floors) - n), one) for n, floor in enumerate(floors) for one in floor]


def rows_of_map(page: str, system: str) -> list[tuple[str, str]]:
    section = re.search(rf"^### {re.escape(system)}$\n(.*?)(?=^#)", page, re.M | re.S)
    return ROW.findall(section[1]) if section else []


SYSTEMS = sorted(contracts().keys() - PLAIN)


@pytest.mark.parametrize("container", SYSTEMS)
def test_each_subject_stands_on_the_map_and_nothing_else(container):
    page = (ROOT / "docs/architecture.md").read_text()
    system = container.removeprefix("tinhso.").replace(".", "/")
    assert sorted(rows_of_map(page, system)) == sorted(subjects_of(container, contracts()[container]))


@pytest.mark.parametrize("container", SYSTEMS)
def test_the_map_is_drawn_from_top_to_bottom(container):
    page = (ROOT / "docs/architecture.md").read_text()
    floors = [
        int(floor) for floor, _ in rows_of_map(page, container.removeprefix("tinhso.").replace(".", "/"))
    ]
    assert floors == sorted(floors, reverse=True)


def test_it_reads_a_map():
    page = "### a\n| floor | subject |\n| 2 | `desk` | its desk |\n| 1 | `case` | cases |\n\n### b\n| 1 | `x` | y |\n"
    assert rows_of_map(page + "## End\n", "a") == [("2", "desk"), ("1", "case")]
    assert rows_of_map(page, "c") == []
