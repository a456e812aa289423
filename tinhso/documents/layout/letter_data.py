"""A document's content as the keys of the paper `official` of the kernel, which sets it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from tinhso.documents.layout.letter_content import LetterContent
from tinhso.documents.layout.letter_limits import check_content

ROMAN = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
ISSUER = "{issuer}"
LETTERHEAD = ("parent", "agency", "number", "place", "date", "verify_url")


def letter_data(content: LetterContent, *, on: date) -> dict[str, Any]:
    """All keys of `Official`. `create_paper` adds those of LETTERHEAD itself: `without_letterhead`.

    Raises: LetterRefused, NoForm.
    """
    form = check_content(content, on=on)
    under_number = form.subject_at == "number"
    subject = content.subject.strip()
    return {
        "parent": content.parent,
        "agency": content.agency,
        "number": content.number,
        "place": content.place,
        "date": content.day or "",
        "verify_url": content.verify_url,
        "title": "" if under_number else content.type_name,
        "subject": f"V/v {subject}" if under_number else subject,
        "issuer": content.issuer if not to_words_name_issuer(form.to_words) else "",
        "legal_basis": [line.strip().rstrip(";.") for line in content.legal_basis],
        "to": [line.strip().rstrip(";.") for line in content.to],
        "to_words": form.to_words.replace(ISSUER, content.issuer.upper()) or "Kính gửi",
        "opening": content.opening or form.opening,
        "blocks": [asdict(block) for block in content.blocks],
        "signers": [asdict(signer) for signer in content.signers],
        "recipients": [line.strip().rstrip(";.") for line in content.recipients],
        "urgency": content.urgency,
        "circulation": content.circulation,
        "drafter": content.drafter,
        "contact": content.contact,
        "appendices": appendices_of(content),
    }


def without_letterhead(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in LETTERHEAD}


def to_words_name_issuer(words: str) -> bool:
    """Whether the line above the addressees says who issues it, as a telegram's does."""
    return ISSUER in words


def appendices_of(content: LetterContent) -> list[dict[str, Any]]:
    """With their labels: numbered in Roman numerals where there are two or more (phụ lục I, mục III.1)."""
    many = len(content.appendices) > 1
    return [
        {
            "label": f"Phụ lục {roman(place)}" if many else "Phụ lục",
            "title": one.title,
            "note": note_of(content),
            "blocks": [asdict(block) for block in one.blocks],
        }
        for place, one in enumerate(content.appendices, start=1)
    ]


def note_of(content: LetterContent) -> str:
    """With which document it goes; number and day are left open in a file that is signed digitally (mục III.1.c)."""
    name = content.type_name
    number = content.number or "        "
    day = content.day
    when = f"{day:%d} tháng {month_of(day)} năm {day.year}" if day else "... tháng ... năm ....."
    return f"(Kèm theo {name} số {number} ngày {when} của {content.agency})"


def month_of(day: date) -> str:
    """Months 1 and 2 carry a zero, the others do not (phụ lục I, mục II.4)."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def roman(number: int) -> str:
    found = ""
    for letters, worth in ROMAN:
        found, number = found + letters * (number // worth), number % worth
    return found
