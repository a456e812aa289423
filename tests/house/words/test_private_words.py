"""No name is one of the house's own words: who knows Django and the trade, and nothing of us, guesses right what it holds.

`private_words.csv` has the words and better ones; those with `everywhere` are refused as names of locals and parameters
too, the others read well there (`known` codes) and are refused as names of modules, functions, classes and constants.
"""

import ast
import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import files, ours, short, tree

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


def names_of_module(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((node.lineno, one.id) for one in targets if isinstance(one, ast.Name))


def names_inside_functions(module: ast.Module) -> Iterator[tuple[int, str]]:
    for function in ast.walk(module):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.arg):
                yield getattr(function, "lineno", 0), node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.lineno, node.id


def refused(place: str, names: Iterator[tuple[int, str]], words: dict[str, str]) -> set[str]:
    plain = ((line, name, name.strip("_").lower()) for line, name in names)
    return {f"{place}:{line} {name}: better {words[word]}" for line, name, word in plain if word in words}


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
