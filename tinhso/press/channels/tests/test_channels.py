"""The register of channels: loudspeakers, boards and pages, their week, and which pages are verified."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.town import DAY
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.channels.actions.add_slot import add_slot, drop_slot
from tinhso.press.channels.actions.end_channel import end_channel
from tinhso.press.channels.actions.register_channel import register_channel
from tinhso.press.channels.actions.verify_channel import verify_channel
from tinhso.press.channels.own_contact import channels_own
from tinhso.press.channels.permissions import can_run_channels, can_verify_channel
from tinhso.press.datasets import channels, verified_pages
from tinhso.press.models import Channel, ChannelSlot
from tinhso.press.tests.channel_makers import LOUD, PAGE, agency_page, loud_channel, verified_page

SLOT = {"days": [1, 3, 5, 3], "begins": time(5, 0), "ends": time(5, 30), "programme": "Tin sáng"}
DESK = "/can-bo/kenh-thong-tin/"


def test_a_commune_registers_its_loudspeakers_and_their_week(broadcast_town):
    row, loa = loud_channel(broadcast_town), broadcast_town.actor("loa")
    assert loud_channel(broadcast_town) == row and row.unit == broadcast_town.commune
    slot = add_slot(channel=row, **SLOT, by=loa, now=NOW)
    assert add_slot(channel=row, **SLOT, by=loa, now=NOW) == slot and slot.days == [1, 3, 5]
    drop_slot(slot=slot, by=loa, now=NOW)
    drop_slot(slot=slot, by=loa, now=NOW)
    end_channel(channel=row, ends=DAY, by=loa, now=NOW)
    end_channel(channel=row, ends=DAY + timedelta(days=9), by=loa, now=NOW)
    row.refresh_from_db()
    assert row.ends == DAY and not channels()
    names = EventRow.objects.filter(name__startswith="press.Channel").values_list("name", flat=True)
    assert sorted(names) == [
        f"press.Channel{one}" for one in ("Ended", "Registered", "SlotAdded", "SlotDropped")
    ]


def test_a_page_is_verified_by_the_focal_agency_and_by_another_person(broadcast_town, client):
    row = agency_page(broadcast_town)
    assert not verified_pages()
    with pytest.raises(PressForbidden):
        verify_channel(channel=row, by=broadcast_town.actor("xa"), now=NOW)
    for _ in range(2):
        verify_channel(channel=row, by=broadcast_town.actor("bien"), now=NOW)
    assert [one.pk for one in verified_pages()] == [row.pk]
    assert "https://mang-xa-hoi.example.vn/so-b" in client.get("/kenh-thong-tin/").content.decode()
    assert EventRow.objects.filter(name="press.ChannelVerified").count() == 1
    mine = agency_page(broadcast_town, who="bien", address="https://a.example.vn/", name="Của A")
    with pytest.raises(EntryRefused):
        verify_channel(channel=mine, by=broadcast_town.actor("bien"), now=NOW)
    with pytest.raises(EntryRefused):
        verify_channel(channel=loud_channel(broadcast_town), by=broadcast_town.actor("bien"), now=NOW)


def test_a_verified_site_is_the_provinces_own_and_a_page_of_a_network_is_not(broadcast_town):
    verified_page(broadcast_town)
    verified_page(broadcast_town, kind="site", name="Trang", address="https://www.so-b.example.vn/tin")
    asked = [("name", "so-b.example.vn"), ("name", "mang-xa-hoi.example.vn"), ("name", "b.example.vn")]
    assert [len(channels_own(*one, DAY)) for one in [*asked, ("phone", "0237")]] == [1, 0, 0, 0]


def test_what_is_no_channel_is_refused(broadcast_town):
    loa = broadcast_town.actor("loa")
    wrong = (LOUD | {"kind": "x"}, LOUD | {"name": "x"}, LOUD | {"address": "https://x.vn/"}, LOUD | {"points": 0},
             LOUD | {"starts": date(1990, 1, 1)}, PAGE | {"address": "javascript:x"}, PAGE | {"address": ""},
             PAGE | {"address": "http://x.vn"}, PAGE | {"address": "https://x.vn/" + "a" * 300})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            register_channel(**words, by=loa, now=NOW)
    agency_page(broadcast_town)
    with pytest.raises(EntryRefused) as twice:
        register_channel(**PAGE | {"name": "Giả"}, by=loa, now=NOW)
    assert twice.value.field == "address"
    row = loud_channel(broadcast_town)
    with pytest.raises(EntryRefused) as other:
        loud_channel(broadcast_town, points=13)
    assert other.value.field == "name"
    with pytest.raises(EntryRefused):
        end_channel(channel=row, ends=date(2023, 1, 1), by=loa, now=NOW)
    for words in ({"days": []}, {"days": [8]}, {"ends": time(4, 0)}, {"programme": ""}):
        with pytest.raises(EntryRefused):
            add_slot(channel=row, **SLOT | words, by=loa, now=NOW)
    for address in ("javascript:alert(1)", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Channel.objects.filter(kind="page").update(address=address)


def test_nothing_is_broadcast_into_another_programme(broadcast_town):
    row, loa = loud_channel(broadcast_town), broadcast_town.actor("loa")
    slot = add_slot(channel=row, **SLOT, by=loa, now=NOW)
    within = {"days": [5, 6], "begins": time(5, 10), "programme": "Chen vào"}
    with pytest.raises(EntryRefused, match="Trùng giờ với Tin sáng"):
        add_slot(channel=row, **SLOT | within, by=loa, now=NOW)
    for beside in ({"days": [2, 4]}, {"begins": time(5, 30), "ends": time(6, 0)}):
        add_slot(channel=row, **SLOT | beside, by=loa, now=NOW)
    drop_slot(slot=slot, by=loa, now=NOW)
    add_slot(channel=row, **SLOT | {"programme": "Chen vào"}, by=loa, now=NOW)


def test_strangers_run_no_channel(broadcast_town):
    row, on = loud_channel(broadcast_town), DAY
    slot = add_slot(channel=row, **SLOT, by=broadcast_town.actor("chu"), now=NOW)
    assert can_run_channels(broadcast_town.actor("chu")) and can_verify_channel(
        broadcast_town.actor("bien"), on
    )
    for who in ("an", "binh", "viet"):
        by = broadcast_town.actor(who)
        assert not can_run_channels(by) and not can_verify_channel(by, on)
        with pytest.raises(PressForbidden):
            register_channel(**LOUD, by=by, now=NOW)
    other = broadcast_town.actor("xa")
    with pytest.raises(PressForbidden):
        end_channel(channel=row, ends=DAY, by=other, now=NOW)
    with pytest.raises(PressForbidden):
        add_slot(channel=row, **SLOT, by=other, now=NOW)
    with pytest.raises(PressForbidden):
        drop_slot(slot=slot, by=other, now=NOW)


def test_the_pages_of_channels(broadcast_town, client, django_assert_max_num_queries):
    page = agency_page(broadcast_town)
    broadcast_town.sign_in(client, "loa")
    form = {"kind": "wired", "name": "Đài phường", "points": "1.200", "starts": "01/01/2024"}
    assert client.post(f"{DESK}moi/", form | {"points": "mười"}).status_code == 422
    assert client.post(f"{DESK}moi/", form).status_code == 302
    row = Channel.objects.get(kind="wired")
    slot = {"days": ["1", "7"], "begins": "5h00", "ends": "05:30", "programme": "Tin sáng"}
    assert client.post(f"{DESK}{row.pk}/khung-gio/", slot | {"begins": "25:00"}).status_code == 422
    assert client.post(f"{DESK}{row.pk}/khung-gio/", slot).status_code == 302
    one = ChannelSlot.objects.get()
    for path in (DESK, f"{DESK}moi/", f"{DESK}{row.pk}/", f"{DESK}{row.pk}/khung-gio/", f"{DESK}{row.pk}/thoi/",
                 f"{DESK}khung-gio/{one.pk}/bo/", f"{DESK}{row.pk}/phat/"):  # fmt: skip
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    listed = client.get("/kenh-thong-tin/truyen-thanh/").content.decode()
    assert "1.200 cụm loa" in listed and "Thứ Hai, Chủ nhật: Tin sáng" in listed
    assert "Đài truyền thanh có dây" in channels().values_list("kind_words", flat=True)
    assert client.get(f"{DESK}{page.pk}/").status_code == 404
    assert client.get(f"{DESK}{page.pk}/xac-minh/").status_code == 403
    assert client.post(f"{DESK}khung-gio/{one.pk}/bo/").status_code == 302
    assert client.post(f"{DESK}{row.pk}/thoi/", {"ends": "08/03/2024"}).status_code == 302
    broadcast_town.sign_in(client, "bien")
    assert page.name in client.get(f"{DESK}?cho=1").content.decode()
    with django_assert_max_num_queries(30):
        assert client.get(f"{DESK}{page.pk}/xac-minh/").status_code == 200
    assert client.post(f"{DESK}{page.pk}/xac-minh/").status_code == 302
    for path in ("/kenh-thong-tin/", "/kenh-thong-tin/truyen-thanh/", "/kenh-thong-tin/?trang=x"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
