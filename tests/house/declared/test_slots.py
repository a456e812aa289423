"""What every system says of itself for who runs an instance: each slot is filled, or said to be empty and why."""

import ast
import re
from configparser import ConfigParser

import pytest
from django.apps import apps
from procrastinate.contrib.django import app as jobs

from tests.house.sources import ROOT, files, nodes, short, tree
from tinhso.config.commands.settings import table
from tinhso.config.compliance.data_classes import tables
from tinhso.config.environment import SETTINGS, declared
from tinhso.kernel.people.public import AccountEnd, MyData
from tinhso.kernel.site import declare
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe, Retention
from tinhso.lib.environment import Setting

SLOTS = {kind.__name__: kind for kind in (Setting, Probe, Metric, Export, Retention, MyData, AccountEnd)}
OF_PEOPLE = {"MyData", "AccountEnd"}  # floors below `people` know no person
VARIABLE = re.compile(r"TINHSO_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL|OPENDATA_ENGINE")
FOREIGN = {"DJANGO_SETTINGS_MODULE", "HOME", "JAVA_HOME", "XDG_CACHE_HOME"}  # not ours to say what they mean
OF_ENVIRONMENT = re.compile(r"os\.(environ(\.(get|pop|setdefault))?|getenv)")
THROWN_AWAY = {"retention rules", "days", "12 hours", "hours", "minutes"}
ROW = re.compile(r"^\| (`[^|]+`) \| ([^|]*) \|", re.MULTILINE)


def systems():
    return [app for app in apps.get_app_configs() if app.name.startswith("tinhso.")]


def below_people():
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    floors = rules["importlinter:contract:kernel"]["layers"].split("people")[1]
    return {f"tinhso.kernel.{name}" for name in floors.split()}


def declared_by(app):
    """What the modules of this system itself list, by the name of its class; and what it says is empty."""
    found = [
        item
        for name in declare.MODULES
        for item in declare.listed(f"{app.name}.{name}")
        if type(item).__name__ in SLOTS or isinstance(item, Empty)
    ]
    found += [one for one in declared() if one in getattr(environment_of(app), "SETTINGS", [])]
    filled = {type(item).__name__ for item in found if not isinstance(item, Empty)}
    return filled, [item for item in found if isinstance(item, Empty)]


def environment_of(app):
    file = ROOT / (app.name.replace(".", "/") + "/environment.py")
    return __import__(f"{app.name}.environment", fromlist=["SETTINGS"]) if file.exists() else None


@pytest.mark.parametrize("app", systems(), ids=lambda app: app.name)
def test_a_system_fills_every_slot_or_says_that_it_is_empty(app):
    filled, empty = declared_by(app)
    declared_empty = {one.slot for one in empty}
    assert declared_empty <= set(SLOTS) and all(len(one.why) > 10 for one in empty)
    asked = set(SLOTS) - (OF_PEOPLE if app.name in below_people() else set())
    assert asked <= filled | declared_empty, (
        f"{app.name} says nothing of {sorted(asked - filled - declared_empty)}"
    )
    assert not filled & declared_empty


def test_codes_are_given_once():
    for kind in (Probe, Retention, MyData, AccountEnd):
        codes = [one.code for one in declare.all_of(kind)]
        assert len(codes) == len(set(codes)), kind


def test_what_is_said_to_be_thrown_away_is_thrown_away_by_somebody():
    """Each table whose class of data says so is named by the `Retention` of its own system, with a job that there is."""
    named = {}
    for one in declare.all_of(Retention):
        assert not one.job or one.job in jobs.tasks, one.code
        for model in one.models:
            assert apps.get_model(model)._meta.label == model
            named[model] = one
    labels = {app.label for app in systems()}
    wanted = {
        table.model
        for table in tables()
        if table.retention_class in THROWN_AWAY and table.model.split(".")[0] in labels
    }
    assert not wanted - set(named)
    for model, one in named.items():
        assert one.code.split(".")[0] == model.split(".")[0], one.code
    rules = {one.code for one in named.values() if one.rules.startswith("retention.")}
    by_rule = {table.model for table in tables() if table.retention_class == "retention rules"}
    assert not by_rule - {model for model, one in named.items() if one.code in rules or one.rules}


def test_every_variable_that_is_read_is_declared_and_every_declared_one_is_read():
    known, read = {one.name for one in declared()}, {}
    for path in files(
        "tinhso/*.py", "sandbox/*.py", "bin/environment.py", "tinhso/config/compliance/keys.csv"
    ):
        if (
            {"tests", "migrations"} & set(path.parts)
            or path.name == "environment.py"
            and path.parent.name != "bin"
        ):
            continue
        found = path.read_text() if path.suffix == ".csv" else ""
        names = VARIABLE.findall(found) or [
            node.value
            for node in (nodes(tree(path)) if path.suffix == ".py" else ())
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and VARIABLE.fullmatch(node.value)
        ]
        read |= dict.fromkeys(names, short(path))
        read |= dict.fromkeys(looked_up(path) if path.suffix == ".py" else (), short(path))
    assert len(read) > 60
    assert not {name: where for name, where in read.items() if name not in known | FOREIGN}
    assert not known - set(read)


def looked_up(path):
    """Names in `os.environ["…"]`, `os.environ.get("…")` and their like, whoever they belong to."""
    if path.is_relative_to(ROOT / "bin"):
        return
    for node in nodes(tree(path)):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
            place, asked = node.value, node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            place, asked = node.func, node.args[0]
        else:
            continue
        if isinstance(asked, ast.Constant) and OF_ENVIRONMENT.fullmatch(ast.unparse(place)):
            yield asked.value


def test_the_page_of_settings_tells_of_each_and_of_its_default():
    page = (ROOT / "docs/operations.md").read_text()
    table = page.split("## Settings")[1].split("\n## ")[0]
    values = {}
    for names, default in ROW.findall(table):
        for name in re.findall(r"`(\w+)`", names):
            values[name] = default
    asked = {one.name: one for one in declared() if not one.inner}
    everywhere = set(VARIABLE.findall(table))
    assert not set(asked) - everywhere, "a row in docs/operations.md"
    assert not set(values) - set(asked)
    for name, default in values.items():
        usual = asked[name].default
        assert usual in ("", "0") or f"`{usual}`" in default or default == usual, name


def test_the_english_page_tells_the_limit_of_each():
    page = (ROOT / "docs/operations.md").read_text()
    limits = {}
    for line in page.split("## Settings")[1].split("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        for name in re.findall(r"`(\w+)`", cells[0]):
            limits[name] = cells[-1]
    asked = {one.name: one for one in declared() if not one.inner}
    assert not {
        name for name, limit in limits.items() if name in asked and asked[name].form.english not in limit
    }


def test_the_vietnamese_page_has_the_table_of_the_program():
    asked = [one for one in declared() if not one.inner]
    page = (ROOT / "docs/operations.vi.md").read_text()
    assert page.endswith(f"\n\n{table(asked)}\n"), "tinhso settings --table"


def test_every_default_keeps_its_own_limit():
    assert not [one.name for one in declared() if one.default and not one.form.holds(one.default)]


def test_what_opens_something_is_secret():
    loud = re.compile(r".*(SECRET|TOKEN|PASSWORD|KEY|KEYS_BEFORE)|DATABASE_URL|.*_OWNER_URL")
    assert not [one.name for one in declared() if loud.fullmatch(one.name) and not one.secret]
    assert not [one.name for one in declared() if "secret" in one.meaning and not one.secret]
    assert len(SETTINGS) > 20
