"""The style sheet's promises: contrast, baseline browser, weight, and the drawing that is made by rule."""

import re
from pathlib import Path

import pytest

import tinhso
from tinhso.kernel.site.browser.static_files import slim
from tinhso.lib.drawing import drum

STATIC = Path(__file__).resolve().parents[1] / "static/site"
CSS = (STATIC / "tinhso.css").read_text()
WORK = (STATIC / "work.css").read_text()
BOTH = CSS + WORK
HEIGHTS = {"top", "bottom", "u"}  # set beside their use: heights of the shell, a length on the map
# (text, ground): every pair that the sheet puts on each other.
GROUNDS = ("paper", "card", "wash")
PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "soft", "jade", "jade-deep", "bronze", "late", "soon")
        for ground in GROUNDS
    ),
    ("on-jade", "jade"),
    ("on-jade", "jade-deep"),
    ("jade", "jade-wash"),
    ("ink", "jade-wash"),
    ("soft", "jade-wash"),
    ("bronze", "bronze-wash"),
    ("late", "late-wash"),
    ("soon", "soon-wash"),
]
EDGES = [
    ("edge", "paper"),
    ("edge", "card"),
    ("edge", "wash"),
    ("chart", "card"),
    ("bronze", "card"),
    ("jade", "card"),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = tokens(CSS[CSS.index(":root") : CSS.index("@media")])
DARK = tokens(CSS[CSS.index("@media") : CSS.index("/* base */")])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(theme, ink, ground):
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_marks_stand_out(theme, edge, ground):
    assert contrast(theme[edge], theme[ground]) >= 3


def test_both_themes_have_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


def test_every_token_that_is_used_exists():
    used = set(re.findall(r"var\(--([a-z-]+)\)", BOTH))
    assert used <= LIGHT.keys() | HEIGHTS | {"round", "shade"}


@pytest.mark.parametrize(
    "late_comer",
    [
        r"@layer",
        r":has\(",
        r":is\(",
        r":where\(",
        r"@container",
        r"\binset:",
        r"aspect-ratio:",
        r"(padding|margin|border)-(inline|block)\b",
        r"(?m)^\s*&",
        r"color-mix\(",
    ],
)
def test_nothing_is_used_that_chrome_80_lacks(late_comer):
    assert not re.search(late_comer, BOTH)


def test_flex_boxes_do_without_gap():
    for rule in re.findall(r"\{([^{}]*)\}", BOTH):
        assert not (re.search(r"display: (inline-)?flex", rule) and re.search(r"(?<!grid-)gap:", rule))


def test_the_sheets_stay_small():
    """A page of citizens loads the first alone; all sheets of the program together have one budget."""
    assert max(len(CSS.splitlines()), len(WORK.splitlines())) <= 700
    sheets = [p for p in Path(tinhso.__path__[0]).rglob("*.css") if "/static/" in p.as_posix()]
    assert sum(len(slim(p.read_text()).encode()) for p in sheets) <= 60_000, "as they are served"


def test_the_work_sheet_brings_density_and_no_colours_of_its_own():
    assert not re.search(r"#[0-9a-f]{3,8}\b", WORK)


def test_the_script_stays_small():
    assert len((STATIC / "tinhso.js").read_bytes()) <= 3000


def test_the_drawings_are_those_of_the_rule():
    assert (STATIC / "drum.svg").read_text() == drum.svg()
    assert (STATIC / "icon.svg").read_text() == drum.icon_svg()
