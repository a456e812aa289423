"""The citizens' one search box: words that are a code, the number of a paper or a place lead to their page at once."""

from tinhso.kernel.site.slots import BoxAnswer, all_of


def box_address(words: str) -> str:
    """The page of this site to which the words lead; "" where they are to be looked for."""
    return next((found for slot in all_of(BoxAnswer) if (found := slot.address(words))), "")
