from datetime import date, datetime

from django.db import transaction

from tinhso.documents.layout.document_types import DocumentType
from tinhso.documents.models import RegisterNumber
from tinhso.documents.registers.events import DocumentNumberGiven
from tinhso.documents.registers.notations import notation_of
from tinhso.documents.registers.permissions import check_can_keep_register
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.registers.series import folded_words, next_of_series, series
from tinhso.kernel.events.public import Actor, Code, last_numbers, raise_numbers, record
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


class NotReserved(EntryRefused):
    """The number is not held for a document of that agency, year and type, or was used meanwhile."""

    def __init__(self) -> None:
        super().__init__("reserved", "Số này không còn được giữ cho văn bản loại này của năm nay.")


@transaction.atomic
def give_number(
    *,
    agency: Agency,
    kind: DocumentType,
    title: str,
    day: date,
    by: Actor,
    now: datetime,
    reserved: RegisterNumber | None = None,
    unit: str = "",
    paper: Paper | None = None,
    after: int = 0,
) -> RegisterNumber:
    """Cấp số at issue: the next number of the agency's register of that type and year, or the one held for this document.

    `paper` is what bears it in a system above; numbers up to `after` were given there before this register gave all of them.

    Whoever asks next waits until the caller's transaction ends, and a rollback gives the number back: take it last.
    Raises: DocumentsForbidden, SecretDocument, NotReserved.
    """
    check_can_keep_register(agency.pk, by)
    check_not_secret(NONE, [title])
    if reserved is not None:
        number = _reserved_row(reserved, agency, kind, day)
        number.state, number.dated, number.title = RegisterNumber.State.USED, day, title
        number.folded = folded_words(number)
        number.save(update_fields=["state", "dated", "title", "folded"])
    else:
        number = _next_after(after, agency, kind, day, notation_of(kind, agency, unit), title, by, now)
    if paper is not None:
        number.paper = paper
        number.save(update_fields=["paper"])
    _record(number, reserved is not None, day, by, now)
    return number


def _record(number: RegisterNumber, reserved: bool, day: date, by: Actor, now: datetime) -> None:
    event = DocumentNumberGiven(
        number_id=number.pk,
        agency_id=number.agency_id,
        year=number.year,
        type_code=Code(number.type_code),
        number=number.number,
        reserved=reserved,
        dated=day,
    )
    record(event, by=by, at=now)


def _next_after(
    after: int,
    agency: Agency,
    kind: DocumentType,
    day: date,
    notation: str,
    title: str,
    by: Actor,
    now: datetime,
) -> RegisterNumber:
    """The next number; where it must step over some, its row says why."""
    scope, reason = series(agency.pk, day.year, kind.code), ""
    if after > last_numbers([scope])[scope]:
        raise_numbers({scope: after})
        reason = f"Các số trước đó, đến {after}, đã cấp ở sổ kết quả giải quyết thủ tục hành chính."
    return next_of_series(agency, kind, day, notation, RegisterNumber.State.USED, title, by, now, reason)


def _reserved_row(reserved: RegisterNumber, agency: Agency, kind: DocumentType, day: date) -> RegisterNumber:
    found = RegisterNumber.objects.select_for_update().filter(
        pk=reserved.pk, agency=agency, type_code=kind.code, year=day.year, state=RegisterNumber.State.RESERVED
    )
    number = found.first()
    if number is None:
        raise NotReserved
    return number
