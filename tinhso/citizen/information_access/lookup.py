"""What is public already, offered before a request is sent: the search of the whole site, and the lists of what must be public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tinhso.citizen.models import InformationRequest, PublicInformation
from tinhso.kernel.people.public import Agency
from tinhso.kernel.search.public import search
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.slots import SearchKind
from tinhso.lib.language.vietnamese import fold

MOST_HITS = 8
MOST_LISTED = 4
MOST_READ = 400  # entries of one agency's list
SHORTEST = 4  # a shorter word tells nothing


@dataclass(frozen=True)
class PublicHit:
    """One thing that is public: what it is, its title, where it stands."""

    kind: str
    title: str
    url: str


def public_hits(words: str, agency: Agency | None, on: date) -> Sequence[PublicHit]:
    """The best answers of the search, then what the agency's own list names. At most nine queries."""
    if not words.strip():
        return []
    results = search(words[:200], on=on, limit=MOST_HITS)
    titles = {kind.code: str(kind.title) for kind in all_of(SearchKind)}
    found = [
        PublicHit(titles.get(hit.kind, ""), hit.title, hit.url)
        for hit in (results.hits if results.sure else results.hits[:MOST_LISTED])
    ]
    return [*found, *listed_hits(words, agency)]


def listed_hits(words: str, agency: Agency | None) -> list[PublicHit]:
    """Entries of the agency's list whose title shares the most words with the request. One query."""
    wanted = {word for word in fold(words[:200]).split() if len(word) >= SHORTEST}
    if agency is None or not wanted:
        return []
    rows = PublicInformation.objects.in_force().filter(agency=agency).order_by("-published_on")[:MOST_READ]
    shared = [(len(wanted & set(fold(row.title).split())), row) for row in rows]
    best = sorted((pair for pair in shared if pair[0] > 1), key=lambda pair: -pair[0])
    return [PublicHit(str(row.get_kind_display()), row.title, row.link) for _n, row in best[:MOST_LISTED]]


def public_answer_paths(most: int) -> Sequence[str]:
    codes = InformationRequest.objects.published().order_by("-published_at")
    return [
        reverse("published_information", args=[code])
        for code in codes.values_list("case__code", flat=True)[:most]
    ]
