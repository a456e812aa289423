"""What is broadcast, and that an alert is read aloud where it is meant."""

from dataclasses import replace
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import DAY, make_unit
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.declare import PublicAlerts
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.files.tests.sounds import mp3
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.channels.actions import drop_alert_broadcasts as dropping
from tinhso.press.channels.actions import plan_alert_broadcasts as planning
from tinhso.press.channels.actions.add_slot import add_slot, drop_slot
from tinhso.press.channels.actions.approve_broadcast import approve_broadcast, decline_broadcast
from tinhso.press.channels.actions.attach_recording import attach_recording
from tinhso.press.channels.actions.confirm_broadcast import confirm_broadcast, note_missed_broadcast
from tinhso.press.channels.actions.plan_broadcast import plan_broadcast
from tinhso.press.channels.limits import RECORDINGS
from tinhso.press.channels.permissions import can_approve
from tinhso.press.channels.spoken import spoken
from tinhso.press.datasets import verified_pages
from tinhso.press.models import Broadcast
from tinhso.press.tests.channel_makers import (
    agency_page,
    alert,
    loud_channel,
    planned,
    unapproved,
    verified_page,
)

DESK = "/can-bo/ban-tin-phat/"


def recording(town, content=None, *, who="loa"):
    upload = SimpleUploadedFile("tin.mp3", content or mp3(8), "audio/mpeg")
    return store_upload(upload, by=town.actor(who), now=NOW, rules=RECORDINGS)


def test_a_broadcast_is_planned_recorded_and_confirmed_once(broadcast_town):
    channel, loa = loud_channel(broadcast_town), broadcast_town.actor("loa")
    row = unapproved(broadcast_town, channel)
    assert unapproved(broadcast_town, channel) == row
    attach_recording(broadcast=row, file=recording(broadcast_town), by=loa, now=NOW)
    assert planned(broadcast_town, channel) == row
    later = NOW + timedelta(hours=2)
    for _ in range(2):
        confirm_broadcast(broadcast=row, at=later, note="", by=loa, now=later)
    note_missed_broadcast(broadcast=row, note="Mất điện", by=loa, now=later)
    row.refresh_from_db()
    assert (row.state, row.seconds, row.ended_by) == ("aired", 8, broadcast_town.loa)
    with pytest.raises(EntryRefused):
        attach_recording(broadcast=row, file=recording(broadcast_town), by=loa, now=later)
    names = EventRow.objects.filter(name__startswith="press.Broadcast").values_list("name", flat=True)
    deeds = ["Aired", "Approved", "Planned", "Recorded"]
    assert sorted(names) == [f"press.Broadcast{deed}" for deed in deeds]


def test_slots_bind_and_another_person_who_answers_for_it_approves(broadcast_town):
    channel, loa, chu = loud_channel(broadcast_town), broadcast_town.actor("loa"), broadcast_town.actor("chu")
    words = {"title": "Tin đêm", "text": "Mời bà con.", "channel": channel, "by": loa, "now": NOW}
    night = NOW + timedelta(hours=17, minutes=30)  # 02:30
    with pytest.raises(EntryRefused, match="Kênh chưa có khung giờ"):
        plan_broadcast(**words, planned_at=night)
    friday = {"days": [5], "begins": time(17), "ends": time(17, 30), "programme": "Tin chiều"}
    slot = add_slot(channel=channel, **friday, by=loa, now=NOW)
    with pytest.raises(EntryRefused, match="Ngày ấy kênh không có"):
        plan_broadcast(**words, planned_at=night)
    for minutes in (-1, 30):  # the end is outside
        with pytest.raises(EntryRefused, match="kênh phát 17:00–17:30") as refused:
            plan_broadcast(**words, planned_at=NOW + timedelta(hours=8, minutes=minutes))
        assert refused.value.field == "planned_at"
    row = plan_broadcast(**words, planned_at=NOW + timedelta(hours=8))
    assert row.state == "asked" and Notice.objects.get().user == broadcast_town.chu
    for deed in (confirm_broadcast, note_missed_broadcast):
        more = {"at": NOW} if deed is confirm_broadcast else {}
        with pytest.raises(EntryRefused, match="chưa được duyệt"):
            deed(broadcast=row, note="Thử máy", by=loa, now=NOW, **more)
    for who in ("loa", "bien", "xa"):
        assert not can_approve(row, broadcast_town.actor(who))
        with pytest.raises(PressForbidden):
            approve_broadcast(broadcast=row, by=broadcast_town.actor(who), now=NOW)
        with pytest.raises(PressForbidden):
            decline_broadcast(broadcast=row, note="Không", by=broadcast_town.actor(who), now=NOW)
    drop_slot(slot=slot, by=loa, now=NOW)
    with pytest.raises(EntryRefused, match="Kênh chưa có khung giờ"):
        approve_broadcast(broadcast=row, by=chu, now=NOW)
    add_slot(channel=channel, **friday, by=loa, now=NOW)
    with pytest.raises(EntryRefused, match="quá giờ phát"):
        approve_broadcast(broadcast=row, by=chu, now=NOW + timedelta(hours=9))
    for _ in range(2):
        approve_broadcast(broadcast=row, by=chu, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.approved_by) == ("planned", broadcast_town.chu)
    with pytest.raises(EntryRefused, match="đã duyệt"):
        attach_recording(broadcast=row, file=recording(broadcast_town), by=loa, now=NOW)
    with pytest.raises(EntryRefused, match="không còn chờ duyệt"):
        decline_broadcast(broadcast=row, note="Muộn", by=chu, now=NOW)


def test_a_head_does_not_approve_his_own_words_and_says_why_he_declines_others(broadcast_town):
    channel, chu = loud_channel(broadcast_town), broadcast_town.actor("chu")
    assert not can_approve(unapproved(broadcast_town, channel, who="chu"), chu)
    row = unapproved(broadcast_town, channel, title="Tin khác")
    with pytest.raises(EntryRefused):
        decline_broadcast(broadcast=row, note=" ", by=chu, now=NOW)
    for _ in range(2):
        decline_broadcast(broadcast=row, note="Sai số liệu", by=chu, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.note, row.ended_by) == ("declined", "Sai số liệu", broadcast_town.chu)
    with pytest.raises(EntryRefused, match="không còn chờ duyệt"):
        approve_broadcast(broadcast=row, by=chu, now=NOW)


def test_an_alert_waits_for_approval_on_days_without_the_rule_that_excepts_it(broadcast_town, alerts, client):
    loud_channel(broadcast_town)
    Rule.objects.filter(key="press.alert_without_approval").delete()
    alerts.found = [alert()]
    assert work_off(NOW) == (0, 1)
    row = Broadcast.objects.get()
    assert row.state == "asked"
    assert Notice.objects.get(template="press.broadcast_asked").user == broadcast_town.chu
    broadcast_town.sign_in(client, "chu")
    assert "Chờ thủ trưởng" in client.get(f"{DESK}{row.pk}/").content.decode()
    approve_broadcast(broadcast=row, by=broadcast_town.actor("chu"), now=NOW)
    shown = client.get(f"{DESK}{row.pk}/").content.decode()
    assert "duyệt lúc" in shown and "không chờ duyệt" not in shown
    assert Broadcast.objects.get().state == "planned"
    Broadcast.objects.update(state="asked", approved_at=None, approved_by=None)
    alerts.found, alerts.ended = [], {"CB-1": False}
    assert work_off(NOW) == (1, 0)


def test_an_alert_waits_once_on_the_loudspeakers_of_its_units_with_words_to_read(broadcast_town, alerts):
    here = loud_channel(broadcast_town)
    agency_page(broadcast_town)
    away = loud_channel(broadcast_town, who="bien", name="Bảng của sở", kind="board")
    alerts.found = [alert(units=frozenset({broadcast_town.commune.pk})), alert("CB-2")]
    assert planning.plan_alert_broadcasts(by=SYSTEM, now=NOW) == 3
    assert planning.plan_alert_broadcasts(by=SYSTEM, now=NOW + timedelta(minutes=1)) == 0
    row = Broadcast.objects.get(channel=here, alert_code="CB-1")
    assert row.due_at == NOW + timedelta(minutes=30)
    assert "80 mi-li-mét" in row.text and "15 đến 18 độ C" in row.text and "Xin nhắc lại" in row.text
    assert "hiệu lực đến" in row.text and row.expires_at == alert().expires_at
    assert list(away.broadcasts.values_list("alert_code", flat=True)) == ["CB-2"]
    confirm_broadcast(
        broadcast=row,
        at=NOW + timedelta(minutes=40),
        note="",
        by=broadcast_town.actor("loa"),
        now=NOW + timedelta(hours=1),
    )
    assert EventRow.objects.get(name="press.BroadcastAired").payload["late"] is True


@pytest.fixture
def alerts(monkeypatch):
    """What the slot says: `alerts.found` are in force, `alerts.ended` no longer."""
    alerts_now = SimpleNamespace(found=[], ended={})
    slot = PublicAlerts(lambda now: alerts_now.found, lambda codes, now: alerts_now.ended)
    for module in (planning, dropping):
        monkeypatch.setattr(module, "all_of", lambda kind: [slot])
    return alerts_now


def work_off(now):
    """What the job does each minute."""
    return dropping.drop_alert_broadcasts(by=SYSTEM, now=now), planning.plan_alert_broadcasts(
        by=SYSTEM, now=now
    )


def test_what_waits_of_an_alert_that_is_over_waits_no_more(broadcast_town, client, alerts):
    loud_channel(broadcast_town)
    loa, over = broadcast_town.actor("loa"), NOW + timedelta(hours=1)
    alerts.found = [alert()]
    assert work_off(NOW) == (0, 1) and work_off(NOW) == (0, 0)
    alerts.found, alerts.ended = [], {"CB-1": False}
    assert work_off(over) == (1, 0) and work_off(over) == (0, 0)
    row = Broadcast.objects.get()
    assert (row.state, row.ended_by) == ("dropped", None)
    assert EventRow.objects.filter(name="press.BroadcastDropped").count() == 1
    later, words = over + timedelta(hours=1), {"note": "", "by": loa}
    with pytest.raises(EntryRefused):
        note_missed_broadcast(broadcast=row, note="Mất điện", by=loa, now=later)
    with pytest.raises(EntryRefused):
        confirm_broadcast(broadcast=row, at=over + timedelta(minutes=5), **words, now=later)
    broadcast_town.sign_in(client, "loa")
    assert "không phát bản tin này nữa" in client.get(f"{DESK}{row.pk}/").content.decode()
    assert "Thôi phát" in client.get(f"{DESK}?xong=1").content.decode()
    confirm_broadcast(broadcast=row, at=NOW + timedelta(minutes=9), **words, now=later)
    assert Broadcast.objects.get(pk=row.pk).state == "aired" and work_off(later) == (0, 0)


def test_an_alert_taken_back_after_it_was_read_is_taken_back_on_the_loudspeaker(broadcast_town, alerts):
    loud_channel(broadcast_town)
    loa, later = broadcast_town.actor("loa"), NOW + timedelta(hours=1)
    alerts.found = [alert()]
    work_off(NOW)
    confirm_broadcast(broadcast=Broadcast.objects.get(), at=NOW, note="", by=loa, now=NOW)
    alerts.found, alerts.ended = [], {"CB-1": True}
    assert work_off(later) == (1, 0) and work_off(later) == (0, 0)
    templates = Notice.objects.filter(user=broadcast_town.loa).values_list("template", flat=True)
    assert sorted(templates) == ["press.alert_waits", "press.alert_withdrawn"]
    assert Notice.objects.count() == 2
    back = Broadcast.objects.get(withdraws=True)
    assert "đã được hủy" in back.text and back.state == "planned" and back.expires_at == alert().expires_at
    assert work_off(NOW + timedelta(hours=7)) == (1, 0)


def test_a_warning_of_fewer_communes_takes_the_former_back_in_the_others(broadcast_town, alerts):
    here = loud_channel(broadcast_town)
    away = loud_channel(broadcast_town, who="bien", name="Bảng của sở", kind="board")
    later = NOW + timedelta(hours=1)
    alerts.found = [alert()]
    assert work_off(NOW) == (0, 2)
    for row, who in ((here.broadcasts.get(), "loa"), (away.broadcasts.get(), "bien")):
        confirm_broadcast(broadcast=row, at=NOW, note="", by=broadcast_town.actor(who), now=NOW)
    newer = replace(alert("CB-2", units=frozenset({broadcast_town.commune.pk})), replaces="CB-1")
    alerts.found, alerts.ended = [newer], {"CB-1": False}
    assert work_off(later) == (1, 1) and work_off(later) == (0, 0)
    assert away.broadcasts.get(withdraws=True).alert_code == "CB-1"
    assert set(here.broadcasts.values_list("alert_code", "withdraws")) == {("CB-1", False), ("CB-2", False)}


def test_an_alert_of_the_province_reaches_its_communes_and_no_channel_of_a_dissolved_agency(
    broadcast_town, alerts
):
    loud_channel(broadcast_town)
    page, commune = verified_page(broadcast_town), broadcast_town.commune
    district = make_unit("380", "TP Thanh Hóa", "district", "thanh-pho", commune.parent)
    AdminUnit.objects.filter(pk=commune.pk).update(parent=district)
    alerts.found = [alert(units=frozenset({district.parent_id}))]
    assert planning.plan_alert_broadcasts(by=SYSTEM, now=NOW) == 1
    Agency.objects.update(valid=DateRange(date(2020, 1, 1), DAY))
    alerts.found = [alert("CB-2")]
    assert planning.plan_alert_broadcasts(by=SYSTEM, now=NOW) == 0
    assert page not in verified_pages()


def test_spans_are_read_out_and_days_and_numbers_stay():
    words = "Mưa 50-100 mm, 8-10/3, ngày 08-03-2024, gọi 0237-385-1234, 1900-1234, 10,5-12,5°C."
    read = "Mưa 50 đến 100 mi-li-mét, 8 đến 10/3, ngày 08-03-2024, gọi 0237-385-1234, 1900-1234, 10,5 đến 12,5 độ C."
    assert spoken(words) == read


def test_what_cannot_be_broadcast_is_refused(broadcast_town):
    channel, loa = loud_channel(broadcast_town), broadcast_town.actor("loa")
    words = {"title": "Tin", "text": "Mời bà con.", "planned_at": NOW + timedelta(hours=1)}
    for wrong in (
        {"title": "x"},
        {"text": ""},
        {"planned_at": NOW - timedelta(hours=1)},
        {"planned_at": NOW + timedelta(days=400)},
    ):
        with pytest.raises(EntryRefused):
            plan_broadcast(channel=channel, **words | wrong, by=loa, now=NOW)
    with pytest.raises(EntryRefused):
        plan_broadcast(channel=agency_page(broadcast_town), **words, by=broadcast_town.actor("xa"), now=NOW)
    row = planned(broadcast_town, channel)
    unread = unapproved(broadcast_town, channel, title="Chưa duyệt")
    for at, note in ((NOW - timedelta(hours=1), ""), (NOW + timedelta(hours=1), ""), (NOW, "x" * 301)):
        with pytest.raises(EntryRefused):
            confirm_broadcast(broadcast=row, at=at, note=note, by=loa, now=NOW)
    with pytest.raises(EntryRefused):
        note_missed_broadcast(broadcast=row, note=" ", by=loa, now=NOW)
    with pytest.raises(EntryRefused):
        attach_recording(broadcast=unread, file=recording(broadcast_town, mp3(1)), by=loa, now=NOW)
    other = broadcast_town.actor("xa")
    with pytest.raises(PressForbidden):
        plan_broadcast(channel=channel, **words, by=other, now=NOW)
    with pytest.raises(PressForbidden):
        confirm_broadcast(broadcast=row, at=NOW, note="", by=other, now=NOW)
    with pytest.raises(PressForbidden):
        note_missed_broadcast(broadcast=row, note="Mất điện", by=other, now=NOW)
    with pytest.raises(PressForbidden):
        attach_recording(broadcast=row, file=recording(broadcast_town), by=other, now=NOW)


def test_the_operators_pages(broadcast_town, client, django_assert_max_num_queries):
    channel = loud_channel(broadcast_town)
    broadcast_town.sign_in(client, "loa")
    form = {"title": "Tin sáng", "text": "Mời bà con.", "planned_at": "09/03/2024 05:00"}
    new = f"/can-bo/kenh-thong-tin/{channel.pk}/phat/"
    unapproved(broadcast_town, channel).delete()
    refused = client.post(new, form | {"planned_at": "31/02/2024 05:00"})
    assert refused.status_code == 422 and "Mời bà con." in refused.content.decode()
    assert client.post(new, form).status_code == 302
    row = Broadcast.objects.get()
    one = f"{DESK}{row.pk}/"
    for path in (DESK, f"{DESK}?xong=1", one, f"{one}ban-ghi/", f"{one}da-phat/", f"{one}khong-phat/"):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert (
        client.post(f"{one}ban-ghi/", {"file": SimpleUploadedFile("a.txt", b"abc", "text/plain")}).status_code
        == 422
    )
    assert (
        client.post(f"{one}ban-ghi/", {"file": SimpleUploadedFile("a.mp3", mp3(8), "audio/mpeg")}).status_code
        == 302
    )
    assert "Chờ thủ trưởng" in client.get(one).content.decode()
    assert client.post(f"{one}duyet/").status_code == 403
    broadcast_town.sign_in(client, "chu")
    assert client.get(f"{one}khong-duyet/").status_code == 200
    assert "Duyệt phát" in client.get(one).content.decode()
    assert client.post(f"{one}khong-duyet/", {"note": ""}).status_code == 422
    assert client.post(f"{one}duyet/").status_code == 302
    assert "Vi Văn Chủ duyệt lúc" in client.get(one).content.decode()
    broadcast_town.sign_in(client, "loa")
    assert client.post(f"{one}da-phat/", {"at": "01/01/2024 05:00"}).status_code == 422
    assert client.post(f"{one}da-phat/", {"at": ""}).status_code == 302
    assert "Lò Văn Loa" in client.get(one).content.decode()
    other = planned(broadcast_town, channel)
    assert client.post(f"{DESK}{other.pk}/khong-phat/", {"note": "Mất điện"}).status_code == 302
    assert "Mất điện" in client.get(f"{DESK}?xong=1").content.decode()
    broadcast_town.sign_in(client, "xa")
    for path in (one, f"{one}nghe/"):
        assert client.get(path).status_code == 404
