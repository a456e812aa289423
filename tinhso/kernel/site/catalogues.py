"""Message catalogues: the Vietnamese words of a system, found in its Python and templates, beside their English.

Babel and Django's `templatize` do the work, so that no gettext is needed. A translation is never lost: what is no
longer used moves to the end of the file.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: Any = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """# English for the Vietnamese words of this system. An entry without English is shown in Vietnamese.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def sources(app: Path) -> Iterator[tuple[Path, str]]:
    """Each source of a system as Python text: modules as they are, templates by way of `templatize`."""
    for path in sorted(app.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path, path.read_text()
    for path in sorted([*app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        yield path, templatize(path.read_text(), origin=str(path))


def template_catalogue(app: Path) -> Catalog:
    """All messages that a system marks for translation; a sub-package that is an app of its own is left out."""
    found = Catalog(locale="en", domain="django", fuzzy=False)
    inner = [path.parent for path in app.rglob("apps.py") if path.parent != app]
    for path, text in sources(app):
        if any(path.is_relative_to(other) for other in inner):
            continue
        place = (str(path.relative_to(app)), 0)
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            found.add(message, context=context, locations=[place])
    return found


def catalogue_path(app: Path) -> Path:
    """Where a system keeps its English."""
    return app / "locale/en/LC_MESSAGES/django.po"


def load(path: Path) -> Catalog:
    """A catalogue from its file; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en", domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def written(catalogue: Catalog) -> str:
    """The file of a catalogue: a fixed head without dates, places without line numbers, sorted by message."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, include_lineno=False, sort_output=True)
    body = re.sub(r"\n{3,}", "\n\n", out.getvalue().decode())
    return HEADER + "\n" + body.strip() + "\n"


def updated(app: Path) -> str:
    """What the English catalogue of a system should hold now; "" for a system without messages."""
    found = template_catalogue(app)
    known = load(catalogue_path(app))
    for old in list(known.obsolete.values()):  # a word that comes back finds its English again
        known[old.id] = old
    known.update(found, no_fuzzy_matching=True)
    known.obsolete = {key: old for key, old in known.obsolete.items() if old.string}
    return written(known) if len(known) else ""


def untranslated(path: Path) -> list[str]:
    """The messages of a catalogue that have no English yet."""
    gaps = []
    for message in load(path):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            gaps.append(str(message.id))
    return gaps
