"""Enters a decision of publication with its procedures into the register of the catalogue."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Procedure, Publication, PublishedProcedure
from tinhso.onestop.publications.days import due_day, latest_day
from tinhso.onestop.publications.events import PublicationEntered
from tinhso.onestop.publications.lines import MOST_LINES, PublishedLine


class BadPublication(ValueError):
    """It cannot be entered; the message is for the screen."""


@transaction.atomic
def enter_publication(
    *,
    agency: Agency,
    number: str,
    issued_on: date,
    basis: str,
    basis_from: date,
    lines: Sequence[PublishedLine],
    by: Actor,
    now: datetime,
) -> Publication:
    """Raises: PermissionDenied, BadPublication."""
    check_can_keep_catalogue(by)
    found = _procedures(lines, issued_on, now.date())
    fields = {"number": number, "issued_on": issued_on, "basis": basis, "basis_from": basis_from}
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                agency=agency,
                latest_on=latest_day(agency.pk, basis_from),
                entered_by_id=by.user_id,
                entered_at=now,
                **fields,
            )
    except IntegrityError as error:
        raise BadPublication(f"Quyết định số {number} ngày {issued_on:%d/%m/%Y} đã có trong sổ.") from error
    due = due_day(agency.pk, issued_on)
    PublishedProcedure.objects.bulk_create(
        PublishedProcedure(
            publication=publication,
            procedure=found[line.code],
            change=line.change,
            due_on=due,
            public_on=line.public_on,
        )
        for line in lines
    )
    event = PublicationEntered(publication_id=publication.pk, procedures=len(lines))
    record(event, by=by, at=now)
    return publication


def _procedures(lines: Sequence[PublishedLine], issued_on: date, today: date) -> dict[str, Procedure]:
    if issued_on > today:
        raise BadPublication("Ngày quyết định chưa đến.")
    if not lines or len(lines) > MOST_LINES:
        raise BadPublication(f"Cần từ 1 đến {MOST_LINES} thủ tục.")
    codes = [line.code for line in lines]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise BadPublication(f"Thủ tục lặp lại: {', '.join(twice[:5])}.")
    found = {p.code: p for p in Procedure.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise BadPublication(f"Không có trong danh mục: {', '.join(missing[:5])}.")
    for line in lines:
        check_public_day(line.public_on, issued_on, today)
    return found


def check_public_day(day: date | None, issued_on: date, today: date) -> None:
    """Raises: BadPublication where it was shown before it was decided, or will only be."""
    if day is not None and not issued_on <= day <= today:
        raise BadPublication("Ngày công khai phải từ ngày quyết định đến hôm nay.")
