"""A document as PDF/A, by the kernel's typesetting of papers."""

from datetime import date, datetime

from tinhso.documents.layout.letter_content import LetterContent
from tinhso.documents.layout.letter_data import letter_data
from tinhso.kernel.papers.public import render

TEMPLATE = "official"


def letter_pdf(content: LetterContent, *, on: date, at: datetime, mark: str = "") -> bytes:
    """The same content and moment give the same bytes; `mark` "preview" is said on every page.

    Raises: LetterRefused, NoForm, PaperNotMade.
    """
    return render(TEMPLATE, letter_data(content, on=on), at=at, mark=mark)
