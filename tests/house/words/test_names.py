import ast
import re
from configparser import ConfigParser

from tests.house.sources import ROOT, files, nodes, ours, short, tree

FORBIDDEN = re.compile(r"^(utils?|helpers?|common|managers?|misc|base_.*|base)$")
ROOMS = {
    *("views", "actions", "models", "migrations", "tests", "templates", "static", "locale", "data"),
    *("management", "templatetags", "packs", "commands"),
}


def subjects() -> set[str]:
    """The folders of the subjects of all systems, as their contracts of floors in `.importlinter` name them."""
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    found = set()
    for name in rules.sections():
        if name.startswith("importlinter:contract:subjects-"):
            ground = rules[name]["containers"].strip().replace(".", "/")
            found |= {f"{ground}/{one}" for one in re.findall(r"\w+", rules[name]["layers"])}
    return found


def test_nothing_is_named_after_no_noun():
    named = [
        path
        for path in files("tinhso", "sandbox", "bench", "tests")
        if path.suffix in {".py", ".html", ".css"}
    ]
    wrong = [
        short(path)
        for path in named
        if any(FORBIDDEN.match(part.removesuffix(path.suffix)) for part in path.relative_to(ROOT).parts)
    ]
    assert not wrong


def test_an_app_has_the_rooms_of_the_house_and_no_others():
    """A folder inside an app is one of the house's rooms or a subject; a noun of its own is a file, not a folder."""
    apps = [path.parent for path in files("tinhso/*apps.py")]
    assert len(apps) > 10
    strange = {
        short(path.relative_to(ROOT) and ROOT / app.relative_to(ROOT) / path.relative_to(app).parts[0])
        for app in apps
        for path in files(f"{short(app)}/*")
        if len(path.relative_to(app).parts) > 1 and path.relative_to(app).parts[0] not in ROOMS
    }
    assert not strange - subjects()


def test_no_error_is_caught_without_its_name():
    """`except:` and `except Exception:` never; `except BaseException:` only to tidy up and raise again."""
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in files("*.py")
        if ours(path)
        for node in nodes(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    ]
    assert not wrong


def catches_all(node: ast.ExceptHandler) -> bool:
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    names = {None if kind is None else ast.unparse(kind) for kind in caught}
    last = node.body[-1]
    raises_again = isinstance(last, ast.Raise) and last.exc is None
    return bool(names & {None, "Exception"}) or ("BaseException" in names and not raises_again)


def test_no_class_of_views_and_no_signals_of_models():
    wrong = [
        f"{short(path)}:{node.lineno} {name}"
        for path in files("tinhso/*.py")
        if ours(path)
        for node in nodes(tree(path))
        if isinstance(node, ast.ImportFrom)
        for name in [f"{node.module}.{alias.name}" for alias in node.names]
        if name.startswith(("django.views.generic", "django.db.models.signals.p", "django.dispatch"))
    ]
    assert not [place for place in wrong if "user_logged" not in place]
