"""Channels and broadcasts in tests, by the deeds themselves."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.site.declare import PublicAlert
from tinhso.press.channels.actions.add_slot import add_slot
from tinhso.press.channels.actions.approve_broadcast import approve_broadcast
from tinhso.press.channels.actions.plan_broadcast import plan_broadcast
from tinhso.press.channels.actions.register_channel import register_channel
from tinhso.press.channels.actions.verify_channel import verify_channel
from tinhso.press.models import Broadcast, Channel

LOUD = {"kind": "network", "name": "Đài truyền thanh phường", "address": "", "points": 12}
LOUD |= {"starts": date(2024, 1, 1)}
PAGE = LOUD | {"kind": "page", "name": "Trang của Sở B", "points": None}
PAGE |= {"address": "https://mang-xa-hoi.example.vn/so-b"}


def loud_channel(town: Any, *, who: str = "loa", now: datetime = NOW, **words: Any) -> Channel:
    return register_channel(**LOUD | words, by=town.actor(who), now=now)


def agency_page(town: Any, *, who: str = "xa", now: datetime = NOW, **words: Any) -> Channel:
    return register_channel(**PAGE | words, by=town.actor(who), now=now)


def verified_page(town: Any, **words: Any) -> Channel:
    row = agency_page(town, **words)
    verify_channel(channel=row, by=town.actor("bien"), now=NOW)
    row.refresh_from_db()
    return row


def unapproved(
    town: Any, channel: Channel, *, who: str = "loa", now: datetime = NOW, **words: Any
) -> Broadcast:
    """In the channel's only slot, where the test has added none."""
    if not channel.slots.filter(dropped_at=None).exists():
        day = {"days": range(1, 8), "begins": time(5), "ends": time(22), "programme": "Cả ngày"}
        add_slot(channel=channel, **day, by=town.actor(who), now=now)
    given = {
        "title": "Tin buổi sáng",
        "text": "Mời bà con đi tiêm phòng.",
        "planned_at": now + timedelta(hours=1),
    }
    return plan_broadcast(channel=channel, **given | words, by=town.actor(who), now=now)


def planned(town: Any, channel: Channel, *, now: datetime = NOW, **words: Any) -> Broadcast:
    """Approved by Chủ, who heads the agency."""
    row = unapproved(town, channel, now=now, **words)
    approve_broadcast(broadcast=row, by=town.actor("chu"), now=now)
    row.refresh_from_db()
    return row


def alert(code: str = "CB-1", units: frozenset[int] = frozenset()) -> PublicAlert:
    return PublicAlert(
        code=code,
        headline="Mưa lớn, 80 mm",
        text="Gió 60 km/h, nhiệt độ 15-18°C.",
        instruction="Không qua ngầm tràn.",
        source="Đài Khí tượng",
        unit_ids=units,
        expires_at=NOW + timedelta(hours=6),
    )
