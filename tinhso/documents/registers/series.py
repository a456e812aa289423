"""A series is the numbers of one agency, year and type: 1, 2, 3 … without a gap, each once."""

from datetime import date, datetime

from tinhso.documents.layout.document_types import DocumentType, name_of
from tinhso.documents.models import RegisterNumber
from tinhso.kernel.events.public import Actor, next_number
from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import fold


def series(agency_id: int, year: int, type_code: str) -> str:
    """The counter of a series, locked from a number's taking until the transaction ends."""
    return f"document:{agency_id}:{year}:{type_code}"


def next_of_series(
    agency: Agency,
    kind: DocumentType,
    day: date,
    notation: str,
    state: RegisterNumber.State,
    title: str,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> RegisterNumber:
    """The row of the next number, written in the caller's transaction."""
    number = RegisterNumber(
        agency=agency,
        year=day.year,
        type_code=kind.code,
        number=next_number(series(agency.pk, day.year, kind.code)),
        notation=notation,
        state=state,
        dated=day,
        title=title,
        reason=reason,
        by_id=by.user_id,
        at=now,
    )
    number.folded = folded_words(number)
    number.save(force_insert=True)
    return number


def folded_words(number: RegisterNumber) -> str:
    """What the register is searched by: number, type and title without marks."""
    words = f"{number.full_number} {name_of(number.type_code)} {number.title} {number.reason}"
    return fold(words)[:700]
