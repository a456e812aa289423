"""Which test files a change reaches: those of the folder that changed, and those that import what changed, however far.

What Django finds by name (templates, catalogues, static files, data) counts for the tests of its own app. The promises of
`tests/house` are read off all files, so they are always among them.
"""

import subprocess
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("tinhso", "sandbox", "tests")
EVERYTHING = ("conftest.py", "pyproject.toml", "requirements-dev.txt", "tests/town.py")
ALWAYS = "tests/house"


def affected_tests(base: str) -> list[str]:
    """Paths from the project's folder, sorted; empty where nothing has changed since the commit `base`."""
    changed = changed_files(base)
    if not changed:
        return []
    if any(name in EVERYTHING for name in changed):
        return ["tinhso", "sandbox", "tests"]
    graph = grimp.build_graph(*PACKAGES, cache_dir=str(ROOT / ".tinhso/grimp"))
    found = {test for name in changed for test in reached(name, graph)}
    return sorted({test for test in found if not test.startswith(f"{ALWAYS}/")}) + [ALWAYS]


def changed_files(base: str) -> list[str]:
    """What differs from `base` in the working tree, new files with it and files that are gone."""
    commands = (
        ["git", "diff", "--name-only", "--no-renames", base],
        ["git", "ls-files", "--others", "--exclude-standard"],
    )
    outputs = [
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for command in commands
    ]
    return sorted({line for text in outputs for line in text.splitlines()})


def reached(name: str, graph: grimp.ImportGraph) -> set[str]:
    path = Path(name)
    found = tests_beside(path)
    module = module_of(path)
    if module in graph.modules:
        downstream = {module, *graph.find_downstream_modules(module)}
        found |= {file for one in downstream if (file := test_file(one))}
    return found


def tests_beside(path: Path) -> set[str]:
    """The tests in the nearest folder `tests` on the way up, but not those of a whole package of apps."""
    if path.parts[0] not in PACKAGES:
        return set()
    for folder in path.parents:
        if folder.name == "tests" or (ROOT / folder / "tests").is_dir():
            tests = folder if folder.name == "tests" else folder / "tests"
            return {str(found.relative_to(ROOT)) for found in (ROOT / tests).rglob("test_*.py")}
    return set()


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def test_file(module: str) -> str | None:
    """The path of a module that pytest collects."""
    if not module.rpartition(".")[2].startswith("test_"):
        return None
    path = module.replace(".", "/") + ".py"
    return path if (ROOT / path).exists() else None
