import re
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.channels.events import ChannelRegistered
from tinhso.press.channels.permissions import check_can_run_channels
from tinhso.press.models import Channel

WEB = re.compile(r"https://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(?::\d{2,5})?(/[^\\\s<>\"']*)?", re.IGNORECASE)
FARTHEST, MOST_POINTS = 3660, 100_000


@transaction.atomic
def register_channel(
    *,
    kind: str,
    name: str,
    address: str,
    points: int | None,
    starts: date,
    by: Actor,
    now: datetime,
) -> Channel:
    """A channel of one's agency works from a day on; the same of the same day twice is one row.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_run_channels(by)
    if kind not in Channel.Kind.values:
        raise EntryRefused("kind", "Chọn loại kênh trong danh sách.")
    if not 3 <= len(name.strip()) <= 160:
        raise EntryRefused("name", "Ghi tên kênh từ 3 đến 160 ký tự.")
    found = _address(kind, address)
    if points is not None and not 1 <= points <= MOST_POINTS:
        raise EntryRefused("points", f"Số cụm loa, bảng từ 1 đến {MOST_POINTS}.")
    if abs((starts - local(now).date()).days) > FARTHEST:
        raise EntryRefused("starts", "Ngày bắt đầu quá xa ngày hôm nay.")
    same = {"agency_id": agency_id, "kind": kind, "name": name.strip(), "starts": starts}
    others = Channel.objects.filter(address=found, ends__isnull=True).exclude(**same)
    if found and others.exists():
        raise EntryRefused("address", "Địa chỉ này đã có trong sổ kênh đang hoạt động.")
    agency = Agency.objects.get(pk=agency_id)
    given = {"unit_id": agency.unit_id, "address": found, "points": points, "by_id": user_id, "at": now}
    row, first = Channel.objects.get_or_create(**same, defaults=given)
    if not first and (row.address, row.points, row.ends) != (found, points, None):
        raise EntryRefused(
            "name", "Sổ đã có kênh cùng tên từ ngày này, khác địa chỉ, khác số cụm hoặc đã thôi."
        )
    if first:
        event = ChannelRegistered(channel_id=row.pk, agency_id=agency_id, kind=Code(kind), starts=starts)
        record(event, by=by, at=now)
    return row


def _address(kind: str, address: str) -> str:
    """Pages have one, loudspeakers and boards have none."""
    found = address.strip()
    if kind not in Channel.ON_THE_WEB:
        if found:
            raise EntryRefused(
                "address", "Đài truyền thanh, bảng tin không có địa chỉ trên mạng; bỏ trống ô này."
            )
        return ""
    if len(found) > 300 or not WEB.fullmatch(found):
        raise EntryRefused("address", "Ghi địa chỉ trang, bắt đầu bằng https://, dài nhất 300 ký tự.")
    return found
