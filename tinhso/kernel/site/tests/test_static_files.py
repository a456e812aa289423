"""What is served of a style sheet says the same as what its author wrote."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

import tinhso
from tinhso.kernel.site.browser.static_files import StaticFiles, slim

SHEETS = [path for path in Path(tinhso.__path__[0]).rglob("*.css") if "/static/" in path.as_posix()]


def rules_of(sheet):
    """Selectors and declarations in their order, each with single spaces; an own reading, by another way than `slim`."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    found = []
    for piece in re.split(r'((?:"[^"]*"|[^{};"])*[{};])', text):
        words = " ".join(piece.strip(" \n\t;{}").split())
        words = re.sub(r"\s*,\s*", ",", words)
        if ":" not in words or piece.endswith("{"):
            words = re.sub(r"\s*([>+~])\s*", r"\1", words)
        if words:
            found.append(re.sub(r":\s+", ":", words))
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_slim_sheet_says_the_same(path):
    sheet = path.read_text()
    assert rules_of(slim(sheet)) == rules_of(sheet)
    assert len(slim(sheet)) < len(sheet) and slim(slim(sheet)) == slim(sheet)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_rule_ends_where_the_next_begins(path):
    """A brace that a merge lost puts all that follows under the condition before it; no browser says a word."""
    depth = 0
    for number, line in enumerate(
        re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), path.read_text(), flags=re.DOTALL).split(
            "\n"
        ),
        1,
    ):
        assert not (depth and line[:1] in (".", "@", "#")), f"line {number} lies inside a block"
        depth += line.count("{") - line.count("}")
        assert depth in (0, 1, 2), number
    assert depth == 0


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("a  :hover { color : red; }", "a :hover{color :red}"),
        ('.x::before { content: "; { , } :  "; }', '.x::before{content:"; { , } :  "}'),
        (
            "@media (min-width: 10px) and (print) {\n  a { b: calc(1px + 2px); }\n}",
            "@media (min-width:10px) and (print){a{b:calc(1px + 2px)}}",
        ),
        ("/* words; */ .a > .b , .c { margin: -1px auto 0 }", ".a>.b ,.c{margin:-1px auto 0}"),
        (".a + .b ~ .c { d: calc(1px + 2px - var(--x)); }", ".a+.b~.c{d:calc(1px + 2px - var(--x))}"),
        ("a { b: c } .d:not(.e + .f) { g: h }", "a{b:c}.d:not(.e + .f){g:h}"),
    ],
)
def test_only_what_means_nothing_is_left_out(written, served):
    assert slim(written) == served


def test_what_is_collected_is_slim_and_named_by_its_digest(tmp_path, settings):
    settings.STATIC_ROOT, source = str(tmp_path / "out"), tmp_path / "in"
    source.mkdir()
    (source / "a.css").write_text("/* why */\n.a { color: red; }\n")
    (source / "a.js").write_text("// why\n")
    storage = StaticFiles(location=settings.STATIC_ROOT)
    paths = {name: (FileSystemStorage(location=source), name) for name in ("a.css", "a.js")}
    for name in paths:
        storage.save(name, ContentFile((source / name).read_bytes()))
    assert not [done for *_, done in storage.post_process(paths) if isinstance(done, Exception)]
    named = storage.stored_name("a.css")
    assert named != "a.css" and (tmp_path / "out" / named).read_text() == ".a{color:red}"
    assert (tmp_path / "out" / storage.stored_name("a.js")).read_text() == "// why\n"
