"""The search of the whole portal: what was found of each kind that a system has put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.search.find import Hit, search
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.slots import SearchKind

A_GROUP = 5
A_PAGE = 20
MOST_PAGES = 5
MOST_OTHERS = 60


@dataclass(frozen=True)
class HitGroup:
    """The best of one kind; `more` where there are further ones."""

    kind: SearchKind
    hits: Sequence[Hit]
    more: bool = False


@dataclass(frozen=True)
class FoundEverywhere:
    """Groups with the best first; `unsure` where they are only guesses; `tracking_code` where the words are one of a dossier."""

    groups: Sequence[HitGroup] = ()
    unsure: bool = False
    suggestion: str = ""
    tracking_code: str = ""


def search_kinds() -> list[SearchKind]:
    return sorted(all_of(SearchKind), key=lambda kind: (kind.order, kind.code))


def find_everywhere(words: str, *, on: date) -> FoundEverywhere:
    """At most five of each kind. At most sixteen queries.

    A kind with a sure answer stands before those with guesses; where nothing is sure, all of it is a guess.
    """
    kinds = {kind.code: kind for kind in search_kinds()}
    most = [code for code, kind in kinds.items() if kind.has_most]
    leading = search(words, on=on, kinds=most, limit=A_GROUP + 1)
    if leading.tracking_code:
        return FoundEverywhere(tracking_code=leading.tracking_code)
    others = search(words, on=on, kinds=kinds.keys() - set(most), limit=MOST_OTHERS)
    sure = [found for found in (leading, others) if found.sure]
    hits = [hit for found in sure or (leading, others) for hit in found.hits]
    groups = {code: [hit for hit in hits if hit.kind == code] for code in kinds}
    best = sorted(filter(None, groups.values()), key=lambda group: -group[0].score)
    return FoundEverywhere(
        [HitGroup(kinds[group[0].kind], group[:A_GROUP], len(group) > A_GROUP) for group in best],
        unsure=not sure and bool(hits),
        suggestion=leading.suggestion or others.suggestion,
    )


def find_of_kind(words: str, kind: SearchKind, *, on: date, page: int) -> HitGroup:
    """Twenty of that kind, the first page is 0; further ones until the fifth page. At most eight queries."""
    found = search(words, on=on, kinds=[kind.code], limit=A_PAGE + 1, after=page * A_PAGE)
    hits = () if found.tracking_code else found.hits
    return HitGroup(kind, hits[:A_PAGE], len(hits) > A_PAGE and page + 1 < MOST_PAGES)
