"""Templates, and what views hand to them, have no private words for names either: a page is read by more people than code is.

The file of a notice keeps its name: it is stored.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, nodes, ours, short, tree
from tests.house.words.test_private_words import better_words, parts_of, words_in_longer_names

TEMPLATES = sorted(p for p in (ROOT / "tinhso").rglob("templates/**/*") if p.is_file())
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
NAME = re.compile(r"(?<![\w.%])[A-Za-z_]\w*")
ATTRIBUTE = re.compile(r"(?<=\w\.)[A-Za-z_]\w*")
ROOMS = {"views", "templatetags"}  # and modules of these names build what a view hands on
BUILDERS = re.compile(r"(.+_)?(page|pages|html)\.py")


def names_of_template(text: str) -> Iterator[str]:
    """What it reads, and what it sets by `as`, `with` and `for`."""
    for tag in TAG.findall(text):
        yield from NAME.findall(QUOTED.sub('""', tag))


def attributes_of_template(text: str) -> Iterator[str]:
    for tag in TAG.findall(text):
        yield from ATTRIBUTE.findall(QUOTED.sub('""', tag))


def keys_for_pages(module: ast.Module) -> Iterator[tuple[int, str]]:
    """String keys of dictionaries that are written down or set one by one, but those of an answer in JSON."""
    answers = {
        id(part)
        for call in nodes(module)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("JsonResponse")
        for part in ast.walk(call)
    }
    for node in nodes(module):
        if id(node) in answers:
            continue
        keys: list[ast.expr | None] = []
        if isinstance(node, ast.Dict):
            keys = node.keys
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            keys = [node.slice]
        yield from (
            (key.lineno, key.value)
            for key in keys
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        )


def is_for_pages(path: Path) -> bool:
    return bool(ROOMS & set(path.parts)) or path.name == "views.py" or bool(BUILDERS.fullmatch(path.name))


def refused(name: str) -> str:
    """The better words for it, where it is a private one or has one for a part."""
    found = [whole(name)]
    found += [words_in_longer_names().get(part, "") for part in parts_of(name)]
    return next(filter(None, found), "")


def whole(name: str) -> str:
    """The better words where the whole name is a private one: that of an attribute may be a column's (`kept_at`)."""
    return better_words(everywhere=True).get(name.strip("_").lower(), "")


def test_no_name_in_a_template_is_a_private_word():
    wrong = set()
    for path in TEMPLATES:
        text = path.read_text()
        wrong |= {
            f"{short(path)} {name}: better {refused(name)}"
            for name in names_of_template(text)
            if refused(name)
        }
        wrong |= {
            f"{short(path)} .{name}: better {whole(name)}"
            for name in attributes_of_template(text)
            if whole(name)
        }
    assert not wrong


def test_no_template_is_named_by_a_private_word():
    """But those of notices: `notice.template` is stored."""
    words, wrong = better_words(everywhere=False), set()
    for path in TEMPLATES:
        if path.parent.name != "notices" or path.parents[1].name == "templates":
            parts = set(parts_of(path.stem)) & set(words_in_longer_names())
            wrong |= {short(path) for _one in parts} | ({short(path)} if path.stem in words else set())
    assert not wrong


def test_nothing_is_handed_to_a_page_under_a_private_word():
    wrong = set()
    for path in files("tinhso/*.py"):
        if ours(path) and "tests" not in path.parts and is_for_pages(path):
            wrong |= {
                f"{short(path)}:{line} {key}: better {refused(key)}"
                for line, key in keys_for_pages(tree(path))
                if refused(key)
            }
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "{{ told }}",
        "{{ told.title|upper }}",
        "{% for kept in rows %}",
        '{% translate "Xong" as told %}',
        "{% include 'x.html' with own=1 %}",
        "{% if a and not keeping %}",
        "{% if contact_kept %}",
    ],
)
def test_it_sees_a_private_word_in_a_template(text):
    assert any(refused(name) for name in names_of_template(text))


@pytest.mark.parametrize(
    "text", ["{{ own_models }}", "told", '{% tag "told" %}', "{% url 'kept_agency' x %}", "{{ one.told }}"]
)
def test_it_sees_none_in_words_in_quotes_and_in_plain_names(text):
    assert not any(refused(name) for name in names_of_template(text))


def test_it_sees_a_private_word_for_an_attribute():
    assert list(attributes_of_template("{{ one.told|upper }} {% if row.day.gone %} 1.5 'a.own'")) == [
        "told",
        "day",
        "gone",
    ]


@pytest.mark.parametrize(
    "code",
    [
        "render(r, 'x', {'told': 1})",
        "c = {'a': 1} | {'own': 2}",
        "c['kept'] = 1",
        "def f():\n return {'a': {'gone': 1}}",
    ],
)
def test_it_sees_a_private_word_that_is_handed_to_a_page(code):
    assert any(refused(key) for _line, key in keys_for_pages(ast.parse(code)))


def test_an_answer_in_json_has_the_names_of_its_contract():
    assert not list(keys_for_pages(ast.parse("JsonResponse({'taken': True})")))
