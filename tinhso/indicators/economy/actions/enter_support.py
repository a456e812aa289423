from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.indicators.economy.events import SupportEntered
from tinhso.indicators.economy.permissions import can_enter_supports
from tinhso.indicators.models import Firm, FirmSupport, SupportProgramme
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import EntryRefused, lock_client_key


@transaction.atomic
def enter_support(
    *,
    programme: SupportProgramme,
    tax_code: str,
    name: str,
    kind: str,
    given_on: date,
    amount: int,
    note: str,
    by: Actor,
    now: datetime,
    place: AdminUnit | None = None,
    client_key: UUID | None = None,
    synthetic: bool = False,
) -> FirmSupport:
    """Enter what a firm got; a firm is known by its tax code, the same client key gives the same row.

    Raises: NotARegistrar, EntryRefused for a day to come or outside the programme.
    """
    if not can_enter_supports(programme, by):
        raise NotARegistrar("Chỉ cán bộ của cơ quan chủ trì chương trình được nhập lượt hỗ trợ.")
    lock_client_key(client_key)
    if client_key and (known := FirmSupport.objects.filter(client_key=client_key).first()):
        return known
    if given_on > now.date():
        raise EntryRefused("given_on", "Ngày hỗ trợ chưa tới.")
    valid = programme.valid
    if given_on < valid.lower or (valid.upper is not None and given_on >= valid.upper):
        raise EntryRefused("given_on", "Ngày hỗ trợ nằm ngoài thời gian của chương trình.")
    given = {"name": name, "place": place, "synthetic": synthetic}
    firm, _ = Firm.objects.get_or_create(tax_code=tax_code, defaults=given)
    words = {"kind": kind, "given_on": given_on, "amount": amount, "note": note, "client_key": client_key}
    found = FirmSupport.objects.create(programme=programme, firm=firm, entered_at=now, **words)
    record(SupportEntered(programme_id=programme.pk, support_id=found.pk), by=by, at=now)
    return found
