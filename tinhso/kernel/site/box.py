"""The citizens' one search box: words that are a code, the number of a paper or a place lead to their page at once."""

from django.urls import reverse

from tinhso.kernel.site.slots import BoxAnswer, all_of
from tinhso.lib.language.vietnamese import fold

LONGEST = 60


def box_address(words: str) -> str:
    """The page of this site to which the words lead; "" where they are to be looked for."""
    return next((found for slot in all_of(BoxAnswer) if (found := slot.address(words))), "")


def page_answer(url_name: str, *words: str) -> BoxAnswer:
    """A slot by which exactly one of these words (folded: without marks, in small letters) leads to that page."""
    known = frozenset(words)

    def address(typed: str) -> str:
        asked = " ".join(fold(typed).split()) if len(typed) <= LONGEST else ""
        return reverse(url_name) if asked in known else ""

    return BoxAnswer(address, order=25)
