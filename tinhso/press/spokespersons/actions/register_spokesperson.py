import re
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import Spokesperson
from tinhso.press.spokespersons.events import SpokespersonRegistered
from tinhso.press.spokespersons.permissions import check_can_register

PHONE = re.compile(r"\+?[\d .()-]{8,20}")


@transaction.atomic
def register_spokesperson(
    *,
    full_name: str,
    position: str,
    mandate: str,
    phone: str,
    email: str,
    starts: date,
    by: Actor,
    now: datetime,
) -> Spokesperson:
    """Somebody speaks for one's agency from a day on; the same name of the same day twice is one row.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_register(by)
    names = {"full_name": full_name.strip(), "position": position.strip()}
    for field, words in names.items():
        if not 2 <= len(words) <= 120:
            raise EntryRefused(field, "Ghi từ 2 đến 120 ký tự.")
    if not PHONE.fullmatch(phone.strip()):
        raise EntryRefused("phone", "Ghi số điện thoại công khai, ví dụ 0237 3852 246.")
    if mandate not in Spokesperson.Mandate.values:
        raise EntryRefused("mandate", "Chọn tư cách phát ngôn trong danh sách.")
    if abs((starts - local(now).date()).days) > 3660:
        raise EntryRefused("starts", "Ngày bắt đầu quá xa ngày hôm nay.")
    row, first = Spokesperson.objects.get_or_create(
        agency_id=agency_id,
        full_name=names["full_name"],
        starts=starts,
        defaults={
            "position": names["position"],
            "mandate": mandate,
            "phone": phone.strip(),
            "email": email.strip(),
            "by_id": user_id,
            "at": now,
        },
    )
    if first:
        event = SpokespersonRegistered(spokesperson_id=row.pk, agency_id=agency_id, starts=starts)
        record(event, by=by, at=now)
    return row
