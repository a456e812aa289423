from datetime import date, datetime

from django.db import transaction

from tinhso.documents.layout.document_types import DocumentType
from tinhso.documents.models import RegisterNumber
from tinhso.documents.registers.events import DocumentNumberReserved
from tinhso.documents.registers.notations import notation_of
from tinhso.documents.registers.permissions import check_can_keep_register
from tinhso.documents.registers.secrecy import check_not_secret
from tinhso.documents.registers.series import next_of_series
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def reserve_number(
    *, agency: Agency, kind: DocumentType, reason: str, secrecy: str, day: date, by: Actor, now: datetime
) -> RegisterNumber:
    """Giữ số: set the next number aside for a document that is still to come; who, when and why stay in the register.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_keep_register(agency.pk, by)
    check_not_secret(secrecy, [reason])
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do giữ số: văn bản nào, vì sao cần số trước.")
    state = RegisterNumber.State.RESERVED
    notation = notation_of(kind, agency)
    number = next_of_series(agency, kind, day, notation, state, "", by, now, reason=reason.strip())
    event = DocumentNumberReserved(
        number_id=number.pk,
        agency_id=agency.pk,
        year=number.year,
        type_code=Code(number.type_code),
        number=number.number,
    )
    record(event, by=by, at=now)
    return number
