from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.documents.models import OutsideRecipient
from tinhso.documents.registers.events import OutsideRecipientAdded
from tinhso.documents.registers.permissions import check_can_keep_recipients
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_date
from tinhso.lib.edxml.limits import ORGAN


@transaction.atomic
def add_outside_recipient(
    *,
    ident_code: str,
    name: str,
    valid_from: date,
    valid_to: date | None,
    source: str,
    by: Actor,
    now: datetime,
) -> OutsideRecipient:
    """Whose identity code it is in `[valid_from, valid_to)`, and where that stands. One code has one name a day, and none of an
    agency of this instance. The same again is one row.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_keep_recipients(by)
    code, name, source = ident_code.strip().upper(), " ".join(name.split()), " ".join(source.split())
    _check_words(code, name, source)
    if valid_to is not None and valid_to <= valid_from:
        raise EntryRefused("valid_to", "Ngày hết hiệu lực phải sau ngày bắt đầu.")
    term = DateRange(valid_from, valid_to)
    agency = Agency.objects.identified().filter(ident_code__iexact=code, valid__overlap=term).first()
    if agency is not None:
        raise EntryRefused("ident_code", f"Mã này là của cơ quan trong tỉnh: {agency.name}.")
    next_number("outside_recipients")  # who enters one at this moment waits here, and finds what stands
    known = OutsideRecipient.objects.filter(ident_code=code, valid__overlap=term).first()
    if known is not None:
        if (known.name, known.valid) == (name, term):
            return known
        words = f"Mã này đã có từ {vn_date(known.valid.lower)}: {known.name}. Ghi hết hiệu lực dòng đó trước."
        raise EntryRefused("ident_code", words)
    made = OutsideRecipient.objects.create(
        ident_code=code, name=name, valid=term, source=source, by_id=by.user_id or 0, at=now
    )
    record(OutsideRecipientAdded(recipient_id=made.pk), by=by, at=now)
    return made


def _check_words(code: str, name: str, source: str) -> None:
    if not ORGAN.fullmatch(code):
        raise EntryRefused("ident_code", "Mã định danh gồm chữ không dấu, số và dấu chấm, tối đa 35 ký tự.")
    if not 1 <= len(name) <= 200:
        raise EntryRefused("name", "Ghi tên cơ quan, tối đa 200 ký tự.")
    if not 1 <= len(source) <= 300:
        raise EntryRefused("source", "Ghi nguồn của mã (quyết định, danh mục), tối đa 300 ký tự.")
