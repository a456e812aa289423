"""No name is one of the house's own words: who knows Django and the trade, and nothing of us, guesses right what it holds.

`private_words.csv` has the words and better ones; those with `everywhere` are refused as names of locals, parameters, fields
and attributes too, the others read well there (`known` codes) and are refused as names of modules, functions, methods,
classes and constants; those with `in_longer_names` also as a part of such a name (`gap_told`). A column is refused any of them. What the log or a stored paper calls so keeps its name: events, members of choices.
"""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import files, nodes, ours, short, tree

WORDS = Path(__file__).parent / "private_words.csv"
FOLDERS = ("tinhso", "sandbox", "bench", "tests")


@cache
def better_words(*, everywhere: bool) -> dict[str, str]:
    with WORDS.open(newline="") as file:
        return {
            row["word"]: row["better"]
            for row in csv.DictReader(file)
            if not everywhere or row["everywhere"] == "yes"
        }


@cache
def words_in_longer_names() -> dict[str, str]:
    with WORDS.open(newline="") as file:
        return {row["word"]: row["better"] for row in csv.DictReader(file) if row["in_longer_names"] == "yes"}


def names_of_module(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((node.lineno, one.id) for one in targets if isinstance(one, ast.Name))


def names_inside_functions(module: ast.Module) -> Iterator[tuple[int, str]]:
    for function in nodes(module):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.arg):
                yield getattr(function, "lineno", 0), node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.lineno, node.id


def classes_of(module: ast.Module) -> Iterator[ast.ClassDef]:
    """All but those whose names are stored: the values of choices."""
    for node in nodes(module):
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base) for base in node.bases]
            if not any(base.endswith("Choices") for base in bases):
                yield node


def names_of_methods(module: ast.Module) -> Iterator[tuple[int, str]]:
    for owner in classes_of(module):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.lineno, node.name


def names_of_fields(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Fields of classes, and attributes that are set on anything."""
    for owner in classes_of(module):
        for node in owner.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from ((node.lineno, one.id) for one in targets if isinstance(one, ast.Name))
    for attribute in nodes(module):
        if isinstance(attribute, ast.Attribute) and isinstance(attribute.ctx, ast.Store):
            yield attribute.lineno, attribute.attr


def names_of_columns(module: ast.Module) -> Iterator[tuple[int, str]]:
    for owner in classes_of(module):
        for node in owner.body:
            if isinstance(node, ast.Assign) and re.match(
                r"(models\.)?\w*(Field|ForeignKey)\(", ast.unparse(node.value)
            ):
                yield from ((node.lineno, one.id) for one in node.targets if isinstance(one, ast.Name))


def is_stored(path: Path) -> bool:
    """Whether the fields of its classes are keys of what is stored: of the log, and of papers."""
    return path.name == "events.py" or short(path) == "tinhso/kernel/papers/contents.py"


def refused(place: str, names: Iterator[tuple[int, str]], words: dict[str, str]) -> set[str]:
    plain = ((line, name, name.strip("_").lower()) for line, name in names)
    return {f"{place}:{line} {name}: better {words[word]}" for line, name, word in plain if word in words}


def refused_parts(place: str, names: Iterator[tuple[int, str]], words: dict[str, str]) -> set[str]:
    """Tests apart: their names are sentences."""
    return {
        f"{place}:{line} {name}: better {words[part]}"
        for line, name in names
        for part in parts_of(name)
        if part in words and not name.lower().startswith("test")
    }


def parts_of(name: str) -> list[str]:
    """`NotKept` and `gap_told` alike."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_no_longer_name_has_a_private_word_for_its_part():
    words, wrong = words_in_longer_names(), set()
    for path in files(*(f"{folder}/*.py" for folder in FOLDERS)):
        if (
            ours(path) and not is_stored(path) and path.name != "receivers.py"
        ):  # the log of deliveries has their names
            wrong |= refused_parts(short(path), iter([(1, path.stem), (1, path.parent.name)]), words)
            wrong |= refused_parts(short(path), names_of_module(tree(path)), words)
            wrong |= refused_parts(short(path), names_of_methods(tree(path)), words)
    assert not wrong


def test_no_module_function_class_or_constant_has_a_private_word_for_its_name():
    words, wrong = better_words(everywhere=False), set()
    for path in files(*(f"{folder}/*.py" for folder in FOLDERS)):
        if ours(path):
            wrong |= refused(short(path), iter([(1, path.stem), (1, path.parent.name)]), words)
            wrong |= refused(short(path), names_of_module(tree(path)), words)
    assert not wrong


def test_no_local_name_and_no_parameter_is_a_private_word():
    words, wrong = better_words(everywhere=True), set()
    for path in files(*(f"{folder}/*.py" for folder in FOLDERS)):
        if ours(path):
            wrong |= refused(short(path), names_inside_functions(tree(path)), words)
    assert not wrong


def test_no_method_field_or_attribute_is_a_private_word():
    words, everywhere, wrong = better_words(everywhere=False), better_words(everywhere=True), set()
    for path in files(*(f"{folder}/*.py" for folder in FOLDERS)):
        if ours(path) and not is_stored(path):
            wrong |= refused(short(path), names_of_methods(tree(path)), words)
            wrong |= refused(short(path), names_of_fields(tree(path)), everywhere)
    assert not wrong


def test_no_column_is_a_private_word():
    words, wrong = better_words(everywhere=False), set()
    for path in files("tinhso/*/models/*.py", "tinhso/*/models.py"):
        wrong |= refused(short(path), names_of_columns(tree(path)), words)
    assert not wrong


@pytest.mark.parametrize("code", ["def told(): ...", "TOLD = 1", "class Asked: ...", "_kept: int = 0"])
def test_it_sees_a_private_word_in_the_name_of_what_a_module_offers(code):
    assert refused("x.py", names_of_module(ast.parse(code)), better_words(everywhere=False))


@pytest.mark.parametrize(
    "code",
    [
        "def f(told): ...",
        "def f():\n for own in ():\n  pass",
        "def f():\n return [kept for kept in ()]",
        "f = lambda again: 1",
    ],
)
def test_it_sees_a_private_word_inside_a_function(code):
    assert refused("x.py", names_inside_functions(ast.parse(code)), better_words(everywhere=True))
    assert not refused(
        "x.py", names_inside_functions(ast.parse("def f(known, asked): ...")), better_words(everywhere=True)
    )


@pytest.mark.parametrize(
    "code",
    [
        "class A:\n told: str",
        "class A:\n kept = 0",
        "class A:\n def f(self):\n  self._taken = 1",
        "x.own = 1",
    ],
)
def test_it_sees_a_private_word_in_a_class(code):
    assert refused("x.py", names_of_fields(ast.parse(code)), better_words(everywhere=True))
    assert refused(
        "x.py", names_of_methods(ast.parse("class A:\n def asked(self): ...")), better_words(everywhere=False)
    )


def test_what_the_log_calls_so_keeps_its_name():
    code = "class S(models.TextChoices):\n TAKEN = 'taken', 'x'"
    assert not refused("x.py", names_of_fields(ast.parse(code)), better_words(everywhere=True))


@pytest.mark.parametrize(
    "code",
    ["told = models.JSONField()", "asked = models.ForeignKey(A)", "kept = ArrayField(models.DateField())"],
)
def test_it_sees_a_private_word_for_a_column(code):
    assert refused("x.py", names_of_columns(ast.parse(f"class M:\n {code}")), better_words(everywhere=False))


@pytest.mark.parametrize("code", ["def gap_told(): ...", "class NotKept: ...", "MOST_KEPT = 1"])
def test_it_sees_a_private_word_in_a_longer_name(code):
    assert refused_parts("x.py", names_of_module(ast.parse(code)), words_in_longer_names())
    plain = "def test_it_is_told(): ...\nclass TestKept: ...\ndef own_dossiers(): ..."
    assert not refused_parts("x.py", names_of_module(ast.parse(plain)), words_in_longer_names())
