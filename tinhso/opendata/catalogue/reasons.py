"""Why the search found a dataset: where the reader's words stand in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.lib.language.vietnamese import fold
from tinhso.opendata.dataset.few_values import few_values
from tinhso.opendata.dataset.table_names import current_of, tables_of
from tinhso.opendata.models import Dataset

MOST_SHOWN, MOST_PARTS = 3, 2
LONGEST = 60


@dataclass(frozen=True)
class Reason:
    """A part of the dataset and what stands there."""

    part: str
    found: str


def reasons_of(dataset: Dataset, matched: Sequence[str]) -> list[Reason]:
    """The two parts that tell most; where none of the words stands anywhere a word of the same meaning does.

    The tables and their profiles are read where the query brought them along.
    """
    words = {word for typed in matched for word in fold(typed).split()}
    if not words or dataset.current is None:
        return []
    tables = tables_of(dataset)
    versions = [current_of(table) for table in tables]
    headings = [heading or name for one in versions for name, heading, _kind in one.columns]
    parts: list[tuple[str, Iterable[str]]] = [
        (_("tên"), [dataset.title]),
        (_("từ khóa"), dataset.keywords),
        (_("cột"), headings),
        (_("bảng"), [table.title for table in tables]),
        (_("giá trị"), [value for one in versions for value in few_values(one)]),
        (_("mô tả"), dataset.description.split(". ")),
    ]
    found = [Reason(part, "; ".join(there)) for part, texts in parts if (there := _with(words, texts))]
    return found[:MOST_PARTS] or [Reason(_("từ gần nghĩa với"), ", ".join(matched)[:LONGEST])]


def _with(words: set[str], texts: Iterable[str]) -> list[str]:
    there = [text for text in texts if words & set(fold(text).split())]
    return [text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in there[:MOST_SHOWN]]
