from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.indicators.economy.events import ProgrammeEntered
from tinhso.indicators.models import SupportProgramme
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_programme(
    *,
    name: str,
    legal_basis: str,
    begins: date,
    ends: date | None,
    by: Actor,
    now: datetime,
    synthetic: bool = False,
) -> SupportProgramme:
    """Enter a programme of one's own agency; `ends` is the day after its last.

    Raises: NotARegistrar, EntryRefused.
    """
    if not can_draft(by):
        raise NotARegistrar("Chỉ lãnh đạo cơ quan cấp tỉnh được nhập chương trình hỗ trợ doanh nghiệp.")
    if ends is not None and ends <= begins:
        raise EntryRefused("ends", "Ngày kết thúc phải sau ngày bắt đầu.")
    given = {"legal_basis": legal_basis, "valid": DateRange(begins, ends), "synthetic": synthetic}
    found, made = SupportProgramme.objects.get_or_create(
        agency_id=by.agency_id or 0, name=name, defaults=given
    )
    if not made:
        raise EntryRefused("name", "Cơ quan đã có chương trình tên này.")
    record(ProgrammeEntered(programme_id=found.pk, agency_id=found.agency_id), by=by, at=now)
    return found
