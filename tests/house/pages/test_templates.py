"""What every template promises: it parses, works under our content policy, and types no figure."""

import re
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


def read(path: Path) -> Reader:
    """The template as markup: tags out, values as a sign, translated words kept."""
    text = TRANSLATED.sub(lambda m: m.group(1)[1:-1] + " {%", path.read_text())
    text = VALUE.sub("·", TAG.sub("", text))
    reader = Reader()
    reader.feed(text)
    return reader


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT / "tinhso"))


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_it_parses(path):
    try:
        engines["django"].from_string(path.read_text())
    except TemplateSyntaxError as error:
        pytest.fail(f"{path}: {error}")


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_its_markup_keeps_the_house_rules(path):
    assert read(path).wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_every_form_that_posts_has_its_token(path):
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.S):
        opening = form[: form.index(">")]
        if re.search(r"""method=["']?[^>]*post""", opening, re.I):
            assert "{% csrf_token %}" in form, form[:120]


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_english_word_stands_on_a_vietnamese_page(path):
    assert [found for words in read(path).words for found in ENGLISH.findall(words)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_figure_is_typed(path):
    typed = [words for words in read(path).words if FIGURE.search(NAMES_WITH_DIGITS.sub("", words))]
    assert typed == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_link_leads_nowhere(path):
    assert not re.search(r"\blorem ipsum\b|href=\"#\"", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_a_form_that_only_asks_does_not_say_at_each_field_that_it_is_optional(path):
    forms = ASKING.findall(path.read_text()) if path.name != SHOWCASE else []
    assert not [one for form in forms for one in FIELD.findall(form) if "optional=False" not in one]
