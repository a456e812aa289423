import logging
import re
from functools import cache

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.sources import ROOT

# Words that everyone above speaks: the legal clock, the instance, slots and their shapes; the roles; who acts.
OPEN = {f"tinhso.kernel.site.{name}" for name in ("clock", "context", "declare", "models", "shapes", "slots")}
# what a system declares for who runs it
OPEN |= {"tinhso.kernel.site.operation", "tinhso.kernel.site.own_contact", "tinhso.kernel.site.trial"}
# what every page shares: form fields, the limit on how often, pages for what went wrong
OPEN |= {f"tinhso.kernel.site.{name}" for name in ("forms", "rate_limit", "views.errors")}
OPEN |= {"tinhso.kernel.people.roles", "tinhso.kernel.events.actor"}
DOORS = {"public", "events"}
APP = re.compile(r"^tinhso\.(kernel\.)?\w+")
WITHOUT_DOORS = {"tinhso.lib", "tinhso.config", "tinhso.kernel", "tinhso.__main__"}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("tinhso", cache_dir=None, exclude_type_checking_imports=True)


def app_of(module: str) -> str | None:
    """The app a module lives in, as `tinhso.kernel.people`; none for lib, config and the floors themselves."""
    pattern = r"^tinhso\.kernel\.\w+" if module.startswith("tinhso.kernel.") else r"^tinhso\.\w+"
    found = re.match(pattern, module)
    return found.group() if found and found.group() not in WITHOUT_DOORS else None


def is_test(module: str) -> bool:
    return ".tests" in module or ".migrations" in module or module.endswith(".conftest")


def may_enter(importer: str, imported: str) -> bool:
    target = app_of(imported)
    if target is None or app_of(importer) == target or imported == target or imported in OPEN:
        return True
    if is_test(importer) or importer.startswith("tinhso.config"):
        return True  # config knows all rooms
    if ".models" in importer and imported.startswith(f"{target}.models"):
        return True  # the target of a foreign key
    room = imported.removeprefix(f"{target}.").split(".")[0]
    return room in DOORS or (room == "bulk" and importer.startswith("tinhso.demo"))


@pytest.fixture
def our_loggers():
    """import-linter sets up logging anew, which silences every logger that is there already."""
    loggers = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.disabled) for one in loggers]
    yield
    for one, disabled in before:
        one.disabled = disabled


def test_floors_and_rooms_hold(monkeypatch, our_loggers):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=".importlinter", no_cache=True) == EXIT_STATUS_SUCCESS


def test_an_app_is_entered_by_its_doors_only():
    """`public.py` and `events.py`; the demo also by `bulk.py`; tests are excused."""
    wrong = [
        f"{importer} enters {imported}"
        for importer in sorted(graph().modules)
        for imported in sorted(graph().find_modules_directly_imported_by(importer))
        if not may_enter(importer, imported)
    ]
    assert not wrong


def test_every_app_has_its_place_in_the_floors_of_the_import_linter():
    rooms = (ROOT / ".importlinter").read_text()
    for name in ("tinhso.kernel.*", "tinhso.casework", "tinhso.onestop"):
        assert name in rooms
    systems = {
        app for module in graph().modules if (app := app_of(module)) and not app.startswith("tinhso.kernel")
    }
    assert not [system for system in systems if system not in rooms], (
        "name it in [importlinter:contract:rooms] too"
    )


def test_a_door_says_what_it_offers():
    doors = [module for module in graph().modules if module.endswith(".public") and not is_test(module)]
    silent = [
        door for door in doors if "__all__" not in (ROOT / (door.replace(".", "/") + ".py")).read_text()
    ]
    assert not silent


# The children of hunts and of Sigma rules; `logs.py` and `running.py`, by which they are called, are none of them.
OF_CHILDREN = (
    *("tinhso.lib.hunting.engine", "tinhso.lib.hunting.process", "tinhso.lib.hunting.signs.review"),
    "tinhso.lib.hunting.signs.first_seen",
    *("tinhso.lib.sigma.child", "tinhso.lib.sigma.detecting", "tinhso.lib.sigma.event_tables"),
)


def test_duckdb_is_loaded_by_children_only():
    """A module that reaches it lies in `tinhso.lib.tables` or is the child of hunts or of rules, and nobody outside of that reaches it through such a one."""
    whole = grimp.build_graph(
        "tinhso", include_external_packages=True, cache_dir=None, exclude_type_checking_imports=True
    )
    heavy = {one for one in whole.find_downstream_modules("duckdb") if not is_test(one)}
    assert "tinhso.lib.tables.children.reader" in heavy
    assert not [one for one in sorted(heavy) if not one.startswith(("tinhso.lib.tables.", *OF_CHILDREN))]
