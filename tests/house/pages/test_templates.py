"""What every template promises: it parses, works under our content policy, and types no figure."""

import re
from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(p for p in (ROOT / "tinhso").rglob("templates/**/*.html"))
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.S)
VALUE = re.compile(r"{{.*?}}", re.S)
TRANSLATED = re.compile(r"{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')", re.S)
# English words that only slip onto a Vietnamese page by mistake.
ENGLISH = re.compile(
    r"\b(submit|search|home|login|logout|sign in|next|previous|error|please|required|delete|edit|save|cancel|"
    r"loading|welcome|status|dashboard)\b",
    re.I,
)
# Numbers of laws, forms and codes are names; what is counted is never typed.
NAMES_WITH_DIGITS = re.compile(
    r"\d+/\d{4}|Mã|mã|Open311|NĐ|TT|QĐ|ISO|WCAG [\d.]+|năm \d{4}|\d{2}/\d{1,2}/\d{4}|HTTP|UTF|RFC|18\d{2}|19\d{2} ?\d*"
)
FIGURE = re.compile(r"\d{3,}|\d+[.,]\d+")

ASKING = re.compile(r"<form\b[^>]*method=\"get\"[^>]*>.*?</form>", re.S)
FIELD = re.compile(r"{% field [^%]*%}")
SHOWCASE = "components.html"


class Reader(HTMLParser):
    """Collects what is wrong in the markup, and the words that a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names = set(given)
        if "style" in names:
            self.wrong.append(f"<{tag} style>")
        self.wrong += [f"<{tag} {name}>" for name in names if name.startswith("on")]
        if tag in {"script", "style"} and not (tag == "script" and "src" in names):
            self.wrong.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in names:
            self.wrong.append("<img> without alt")
        if tag in {"svg", "img"} and not {"width", "height"} <= names:
            self.wrong.append(f"<{tag}> without width and height")
        if tag == "button" and "type" not in names:
            self.wrong.append("<button> without type")
        for name in ("alt", "title", "aria-label", "placeholder"):
            if given.get(name):
                self.words.append(given[name] or "")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data)


@lru_cache(maxsize=1)
def read(text: str) -> Reader:
    """The template as markup: tags out, values as a sign, translated words kept."""
    words = TRANSLATED.sub(lambda m: m.group(1)[1:-1] + " {%", text)
    reader = Reader()
    reader.feed(VALUE.sub("·", TAG.sub("", words)))
    return reader


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT / "tinhso"))


def syntax(path: Path, text: str) -> list[str]:
    try:
        engines["django"].from_string(text)
    except TemplateSyntaxError as error:
        return [str(error)]
    return []


def forms_without_token(path: Path, text: str) -> list[str]:
    posting = re.compile(r"""method=["']?[^>]*post""", re.I)
    return [
        form[:120]
        for form in re.findall(r"<form\b.*?</form>", text, re.S)
        if posting.search(form[: form.index(">")]) and "{% csrf_token %}" not in form
    ]


def english_words(path: Path, text: str) -> list[str]:
    return [found for words in read(text).words for found in ENGLISH.findall(words)]


def typed_figures(path: Path, text: str) -> list[str]:
    return [words for words in read(text).words if FIGURE.search(NAMES_WITH_DIGITS.sub("", words))]


def links_to_nowhere(path: Path, text: str) -> list[str]:
    return re.findall(r"\blorem ipsum\b|href=\"#\"", text)


def optional_fields_of_questions(path: Path, text: str) -> list[str]:
    """A form that only asks does not say at each field that it is optional."""
    forms = ASKING.findall(text) if path.name != SHOWCASE else []
    return [one for form in forms for one in FIELD.findall(form) if "optional=False" not in one]


PROMISES: dict[str, Callable[[Path, str], list[str]]] = {
    "it parses": syntax,
    "its markup keeps the rules of the house": lambda _path, text: read(text).wrong,
    "every form that posts has its token": forms_without_token,
    "no English word stands on a Vietnamese page": english_words,
    "no figure is typed": typed_figures,
    "no link leads nowhere": links_to_nowhere,
    "a form that asks calls no field optional": optional_fields_of_questions,
}
WRONG = {
    "it parses": "{% if %}",
    "its markup keeps the rules of the house": "<p onclick='x'>",
    "every form that posts has its token": '<form method="post"></form>',
    "no English word stands on a Vietnamese page": "<p>Please submit</p>",
    "no figure is typed": "<p>97,61%</p>",
    "no link leads nowhere": '<a href="#">đây</a>',
    "a form that asks calls no field optional": '<form method="get">{% field form.q %}</form>',
}


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_a_template_keeps_every_promise(path):
    """One test a file and not one a promise: five thousand tests of a millisecond each cost more to hand out than to run."""
    text = path.read_text()
    found = {promise: broken(path, text) for promise, broken in PROMISES.items()}
    assert not {promise: faults for promise, faults in found.items() if faults}


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_can_be_broken(promise):
    assert PROMISES[promise](Path("page.html"), WRONG[promise])
