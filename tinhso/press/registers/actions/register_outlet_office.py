from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.press.models import OutletOffice
from tinhso.press.questions.actions.ask_press_question import checked_card
from tinhso.press.registers.events import OutletOfficeEnded, OutletOfficeRegistered
from tinhso.press.registers.permissions import check_can_enter_registers

FARTHEST = 36600
LIMITS = {"outlet": (2, 120), "address": (5, 300), "full_name": (2, 120)}


@transaction.atomic
def register_outlet_office(
    *,
    kind: str,
    outlet: str,
    name: str,
    address: str,
    full_name: str,
    card: str,
    starts: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> OutletOffice:
    """An office of an outlet with its head, or its resident reporter with the press card, from a day on. The same form twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    today = local(now).date()
    user_id = check_can_enter_registers(by, today)
    lock_client_key(client_key)
    if before := OutletOffice.objects.filter(client_key=client_key).first():
        return before
    if kind not in OutletOffice.Kind.values:
        raise EntryRefused("kind", "Chọn văn phòng đại diện hoặc phóng viên thường trú.")
    given = _words(outlet, address, full_name)
    office = kind == OutletOffice.Kind.OFFICE
    if not (3 <= len(name.strip()) <= 160 if office else not name.strip()):
        raise EntryRefused(
            "name", "Văn phòng có tên từ 3 đến 160 ký tự; phóng viên thường trú bỏ trống ô này."
        )
    if abs((starts - today).days) > FARTHEST:
        raise EntryRefused("starts", "Ngày bắt đầu quá xa ngày hôm nay.")
    row = OutletOffice.objects.create(
        kind=kind,
        name=name.strip(),
        card="" if office else checked_card(card, today),
        starts=starts,
        client_key=client_key,
        by_id=user_id,
        at=now,
        **given,
    )
    record(OutletOfficeRegistered(office_id=row.pk, kind=Code(kind), starts=starts), by=by, at=now)
    return row


def _words(outlet: str, address: str, full_name: str) -> dict[str, str]:
    """Raises: EntryRefused."""
    given = {"outlet": outlet.strip(), "address": address.strip(), "full_name": full_name.strip()}
    for field, (least, most) in LIMITS.items():
        if not least <= len(given[field]) <= most:
            raise EntryRefused(field, f"Ghi từ {least} đến {most} ký tự.")
    return given


@transaction.atomic
def end_outlet_office(*, office: OutletOffice, ends: date, by: Actor, now: datetime) -> None:
    """Its term ends on a day; the row stays, without its person once the days of the rule are over.

    Raises: PressForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_enter_registers(by, today)
    row = OutletOffice.objects.select_for_update().get(pk=office.pk)
    if ends <= row.starts or (ends - today).days > FARTHEST:
        raise EntryRefused("ends", "Ngày thôi phải sau ngày bắt đầu.")
    if row.ends != ends:
        row.ends = ends
        row.save(update_fields=["ends"])
        record(OutletOfficeEnded(office_id=row.pk, ends=ends), by=by, at=now)


@transaction.atomic
def erase_ended_offices(*, now: datetime) -> int:
    """What names a person goes the days of the rule after the term: name and card, of a reporter the address too. The outlet and its
    term stay; how many rows it was."""
    today = local(now).date()
    days = rule_or("press.journalist_days", None, on=today)
    if days is None:
        return 0
    rows = OutletOffice.objects.filter(ends__lte=today - timedelta(days=days)).exclude(full_name="", card="")
    residents = rows.filter(kind=OutletOffice.Kind.RESIDENT)
    erased = residents.update(address="", full_name="", card="", card_erased_at=now)
    return erased + rows.update(full_name="", card="", card_erased_at=now)
