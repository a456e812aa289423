"""Finding reports by the words of what they are about and where, for the search of officers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from tinhso.casework.public import ByPerson
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.models.report_terms import HasReportTerms
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.context import read_through
from tinhso.lib.language.vietnamese import fold

FREQUENT = 60  # a word in the names of more communes than that ("phường", "thanh") tells none of them


def find_by_words(asked: ByPerson, seen: "QuerySet[Any, Any]", limit: int) -> list[int]:
    """The ids of cases among `seen` whose report has all of these words in its category, commune, address or moderated
    text, the newest first. One query, one more every few seconds for the names of categories and communes."""
    query = terms_asked(asked.words, named()) if asked.words else ""
    if not query:
        return []
    found = Report.objects.filter(HasReportTerms(query), case__in=seen).order_by("-pk")
    return list(found.values_list("case_id", flat=True)[:limit])


def named() -> Mapping[str, frozenset[str]]:
    """Of each category (`#` and its key) and commune (`@` and its key) the folded words of its name."""

    def read() -> dict[str, frozenset[str]]:
        categories = ReportCategory.objects.order_by().values_list("pk", "name")
        communes = AdminUnit.objects.communes().order_by().values_list("pk", "name")
        names = [("#", *row) for row in categories] + [("@", *row) for row in communes]
        return {f"{sign}{pk}": frozenset(fold(name).split()) for sign, pk, name in names}

    return read_through("names of reports", read)


def terms_asked(words: list[str], names: Mapping[str, frozenset[str]]) -> str:
    """In the language of `tsquery`: every word in the text, or in a name; the last one may go on."""
    *whole, last = words
    parts = [_ways(word, [key for key, held in names.items() if word in held], word) for word in whole]
    begun = [key for key, held in names.items() if any(one.startswith(last) for one in held)]
    parts.append(_ways(last, begun, f"{last}:*" if len(last) > 1 else last))
    return " & ".join(part for part in parts if part)


def _ways(word: str, keys: list[str], written: str) -> str:
    """How one word may be met; "" for one that is in so many names that it tells nothing."""
    if len(keys) > FREQUENT:
        return ""
    return "(" + " | ".join([written, *(f"'{key}'" for key in sorted(keys))]) + ")"
