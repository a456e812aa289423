"""The documents lead somewhere: their links to files, their sections, and the commands that they name."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, short
from tinhso.config.cli import AS_OWNER, COMMANDS

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?<![\w./-])bin/([a-z]+)")
OWN_WORD = re.compile(r"^(?:bin/)?tinhso ([a-z_]+)", re.MULTILINE)
DOCUMENTS = files("*.md")
DOCUMENTS_NEEDED = {
    *(
        "README.md",
        "README.vi.md",
        "GLOSSARY.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "CONTRIBUTING.md",
        "LICENSE",
    ),
    *(
        "publiccode.yml",
        "docs/architecture.md",
        "docs/add-a-system.md",
        "docs/operations.md",
        "docs/operations.vi.md",
    ),
}
PAGE = 90
LARGEST_PICTURE = 150 * 1024


def anchors(path: Path) -> set[str]:
    """The names of the sections, as a forge makes them of headings."""
    titles = re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def commands() -> set[str]:
    found = {path.stem for path in files("tinhso/*management/commands/*.py")} - {"__init__"}
    return found | set(COMMANDS) | AS_OWNER


def test_every_document_of_the_project_is_there():
    assert not {name for name in DOCUMENTS_NEEDED if not (ROOT / name).is_file()}
    assert len(files("docs/adr/*.md")) >= 6


def test_every_app_says_on_one_page_what_it_is():
    """A `README.md` beside each `apps.py`: the law it serves, its words, events in and out."""
    homes = [path.parent for path in files("tinhso/*apps.py")]
    assert len(homes) > 10
    assert not {short(home) for home in homes if not (home / "README.md").is_file()}
    long = {short(home) for home in homes if len((home / "README.md").read_text().splitlines()) > PAGE}
    assert not long


def test_the_newest_version_is_the_same_wherever_it_stands():
    """The number of the package, what the catalogue of public code says, and the newest dated heading of the changes."""
    changes = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] – (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    number, day = changes[0]
    assert f'\nversion = "{number}"\n' in (ROOT / "pyproject.toml").read_text()
    published = (ROOT / "publiccode.yml").read_text()
    assert f'softwareVersion: "{number}"' in published and f'releaseDate: "{day}"' in published
    assert f"| {number.rpartition('.')[0]}.x, the newest | yes |" in (ROOT / "SECURITY.md").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=short)
def test_its_links_lead_to_files_and_sections(path):
    broken = []
    for link in LINK.findall(path.read_text()):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, section = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (section and section not in anchors(target)):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=short)
def test_the_commands_that_it_names_exist(path):
    text = path.read_text()
    assert not {name for name in COMMAND.findall(text) if not (ROOT / "bin" / name).is_file()}
    assert not {word for word in OWN_WORD.findall(text) if word not in commands()}


def test_every_decision_has_its_date_and_its_three_parts():
    for path in files("docs/adr/*.md"):
        text = path.read_text()
        assert re.search(r"^\d{4}-\d{2}-\d{2} · \w+", text, re.MULTILINE), short(path)
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), short(path)


def test_pictures_are_small():
    assert not [short(path) for path in files("docs/pictures/*") if path.stat().st_size > LARGEST_PICTURE]


def test_both_readmes_show_the_same_pictures_and_say_the_same_things_first():
    """What, for whom, see it, adopt it, what is not there, licence, before the first heading; then as many headings."""
    english, vietnamese = ((ROOT / name).read_text() for name in ("README.md", "README.vi.md"))
    pictures = [re.findall(r"docs/pictures/[\w.-]+", text) for text in (english, vietnamese)]
    assert pictures[0] == pictures[1]
    heads = [text[: text.index("\n## ")] for text in (english, vietnamese)]
    assert all(head.count("\n") <= 40 and head.count("**") == heads[0].count("**") for head in heads)
    assert english.count("\n## ") == vietnamese.count("\n## ")


@pytest.mark.parametrize(
    "shape", [rf"tinhso ({'|'.join(sorted(commands(), reverse=True))})\b", r"/[a-z]+z\b|/metrics\b"]
)
def test_the_vietnamese_page_of_operations_tells_every_command_of_the_english_one(shape):
    english, vietnamese = (
        set(re.findall(shape, (ROOT / f"docs/operations{ending}.md").read_text())) for ending in ("", ".vi")
    )
    assert english
    assert not english - vietnamese
