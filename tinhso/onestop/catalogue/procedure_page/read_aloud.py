"""What is read aloud of an everyday procedure: what to bring, how it goes, how long, how much and where."""

from collections.abc import Sequence

from django.utils.translation import get_language

from tinhso.onestop.catalogue.procedure_page.page import ProcedurePage
from tinhso.onestop.data.reading import heard_codes

PAPERS = "Giấy tờ cần mang."
STEPS = "Các bước."


def heard_lines(page: ProcedurePage) -> Sequence[str]:
    """Sentence by sentence, in Vietnamese as the law's words are; none for a procedure that is not read aloud."""
    if page.procedure.code not in heard_codes() or page.version is None:
        return ()
    papers = [f"{n}. {paper.name}." for n, paper in enumerate(page.papers, 1)]
    steps = [f"{n}. {lead} {rest}" for n, (lead, rest) in enumerate(page.order, 1)]
    key_words = page.key[1:] if get_language() == "vi" else ()  # those are in the page's language
    facts = [f"{fact.label}: {fact.value}. {fact.detail}" for fact in key_words]
    return [
        f"{page.procedure.name}.",
        *([PAPERS, *papers] if papers else []),
        *([STEPS, *steps] if steps else []),
        *facts,
    ]
