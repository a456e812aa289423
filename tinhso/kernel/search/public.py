"""The door of search.

A system keeps its part of the index itself: `index` in the deed that changes a thing, `replace_kind` when a pack of
data is loaded. Pages ask `search`, and call `note_miss` when it found nothing.
"""

from tinhso.kernel.search.actions.index_entries import (
    count_words,
    forget,
    forget_others,
    index,
    indexed,
    replace_kind,
)
from tinhso.kernel.search.actions.note_miss import note_miss
from tinhso.kernel.search.actions.synonyms import add_synonym, add_synonyms, remove_synonym
from tinhso.kernel.search.entry import Entry
from tinhso.kernel.search.find import Hit, Results, search

__all__ = [
    "Entry",
    "Hit",
    "Results",
    "add_synonym",
    "add_synonyms",
    "count_words",
    "forget",
    "forget_others",
    "index",
    "indexed",
    "note_miss",
    "remove_synonym",
    "replace_kind",
    "search",
]
