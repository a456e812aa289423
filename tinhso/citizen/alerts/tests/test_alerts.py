"""Alerts: who issues them, two persons for the highest, whom they are told, and how long they stand."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from tests.house.sources import ROOT
from tests.town import Town, make_citizen, make_officer, make_unit
from tinhso.citizen.alerts.actions.choose_alert_places import TooManyPlaces, choose_alert_places
from tinhso.citizen.alerts.actions.issue_alert import (
    AlertContent,
    AlertOver,
    AlertRefused,
    SamePerson,
    approve_alert,
    cancel_alert,
    write_alert,
)
from tinhso.citizen.alerts.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.alerts.approvers import remind_approvers
from tinhso.citizen.alerts.audience import sent_of, tell_batch
from tinhso.citizen.alerts.cap import CAP
from tinhso.citizen.alerts.forms import AlertForm
from tinhso.citizen.alerts.passed_on import alerts_ended, alerts_in_force
from tinhso.citizen.alerts.permissions import MayNotWarn, can_warn
from tinhso.citizen.alerts.reference_data import risk_levels
from tinhso.citizen.models import Alert
from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.citizen.tests.life_makers import NOW, Office, actor, make_rules
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Person, User
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.models import Instance

# The order of the elements of CAP 1.2, and the values that the standard knows.
ALERT = "identifier sender sent status msgType source scope restriction addresses code note references incidents info"
INFO = (
    "language category event responseType urgency severity certainty audience eventCode effective onset expires"
    " senderName headline description instruction web contact parameter resource area"
)
AREA = "areaDesc polygon circle geocode altitude ceiling"
ONCE = {  # what the schema wants once in each
    ALERT: "identifier sender sent status msgType scope",
    INFO: "event urgency severity certainty",
    AREA: "areaDesc",
}
VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo",
        "Met",
        "Safety",
        "Security",
        "Rescue",
        "Fire",
        "Health",
        "Env",
        "Transport",
        "Infra",
        "CBRNE",
        "Other",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


@pytest.fixture
def office(town: Town, monkeypatch) -> Office:
    make_rules()
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    shift = NOW - timezone.now()
    Instance.objects.create(
        pk=1,
        name="Tỉnh thử",
        owner="UBND",
        province_code="38",
        ident_code="H56",
        demo=True,
        clock_offset=shift,
    )
    office = Office(town)
    make_officer("tu", "Lý Văn Tư", office.agency, "Chuyên viên", Examiner)
    return office


def content(**changes) -> AlertContent:
    values = {
        "kind": "weather",
        "headline": "Mưa lớn ở vùng núi",
        "text": "Mưa 100 mm trong 6 giờ, nguy cơ lũ quét.",
        "source": "Đài Khí tượng Thủy văn tỉnh",
        "risk_level": 2,
        "begins_at": NOW,
        "expires_at": NOW + timedelta(hours=11),
    }
    return AlertContent(**(values | changes))


def issued(town: Town, **changes) -> Alert:
    return write_alert(content=content(**changes), by=actor("ha", town), now=NOW)


def strict(root: ET.Element, order: str) -> None:
    """Children of that namespace, in the order of the schema, each with the words that it may hold."""
    names = [child.tag.removeprefix(f"{{{CAP}}}") for child in root]
    places = [order.split().index(name) for name in names]
    assert places == sorted(places), names
    assert [names.count(name) for name in ONCE[order].split()] == [1] * len(ONCE[order].split()), names
    assert order != INFO or "category" in names
    for child, name in zip(root, names, strict=True):
        if name in VALUES:
            assert child.text in VALUES[name]
        if name in {"sent", "effective", "onset", "expires"}:
            assert TIME.fullmatch(child.text or ""), name
        if name in {"identifier", "sender"}:
            assert not re.search(r"[\s,<&]", child.text or " ")
        if name in {"info", "area"}:
            strict(child, INFO if name == "info" else AREA)
        if name in {"parameter", "geocode"}:
            assert [c.tag.rpartition("}")[2] for c in child] == ["valueName", "value"]


def test_a_lower_one_is_public_at_once_and_over_by_legal_time(town, office, client, monkeypatch):
    alert = issued(town, units=(town.commune,))
    assert alert.state == "issued"
    assert EventRow.objects.filter(name="citizen.AlertIssued").count() == 1
    page = client.get("/canh-bao/").content.decode()
    assert "Mưa lớn ở vùng núi" in page
    assert "Rủi ro thiên tai cấp 2" in page
    assert "Phường Hạc Thành" in page
    home = client.get("/").content.decode()
    assert home.count("alert-line") == 1 and "Rủi ro thiên tai cấp 2:" in home
    assert "alert-line" not in client.get("/so-khan-cap/").content.decode()  # one line, on home pages only
    later = NOW + timedelta(hours=12)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: later)
    assert "Mưa lớn ở vùng núi" not in client.get("/canh-bao/").content.decode()
    assert alert.code not in client.get("/canh-bao/cap.atom").content.decode()
    assert "hết hiệu lực" in client.get(f"/canh-bao/{alert.code}/").content.decode()


def test_a_request_for_another_hosts_name_is_refused_while_an_alert_is_in_force(town, office, client):
    """It is refused before it has an account, and the page that says so is whole."""
    issued(town)
    assert client.get("/", headers={"host": "khac.example"}).status_code == 400


def test_without_an_alert_no_page_asks_for_banners(town, office, client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the instance, and the name of the rules for the banner of the demo
        client.get("/so-khan-cap/")


@pytest.mark.parametrize(
    "changes", [{"risk_level": 4}, {"kind": "scam", "risk_level": None, "severity": "extreme"}]
)
def test_the_highest_waits_for_two_other_persons(town, office, changes):
    alert = issued(town, **changes)
    assert alert.state == "waiting"
    assert not Alert.objects.in_force(NOW).exists()
    with pytest.raises(SamePerson):
        approve_alert(alert=alert, by=actor("ha", town), now=NOW)
    approve_alert(alert=alert, by=actor("kim", town), now=NOW)
    with pytest.raises(SamePerson):
        approve_alert(alert=alert, by=actor("kim", town), now=NOW)
    assert not Alert.objects.in_force(NOW).exists()
    with pytest.raises(MayNotWarn):
        approve_alert(alert=alert, by=town.actor("chi"), now=NOW)
    approve_alert(alert=alert, by=actor("tu", town), now=NOW)
    assert Alert.objects.in_force(NOW).get() == alert
    with pytest.raises(AlertOver):
        approve_alert(alert=alert, by=actor("tu", town), now=NOW)


def notified_approvers(alert: Alert, left: int) -> list[str]:
    rows = Notice.objects.filter(
        template="citizen.alert_waits", key__startswith=f"alert-waits:{alert.pk}:{left}:"
    )
    return sorted(row.user.username for row in rows if row.user)


def test_who_may_approve_a_gravest_one_is_told_at_once_and_again_after_the_first(town, office, client):
    alert = issued(town, risk_level=4)
    assert notified_approvers(alert, 2) == ["kim", "tu"]
    client.force_login(office.kim)
    assert "Đã báo cho 2 người" in client.get(f"/can-bo/canh-bao/{alert.code}/").content.decode()
    approve_alert(alert=alert, by=actor("kim", town), now=NOW)
    assert notified_approvers(alert, 1) == ["tu"]
    approve_alert(alert=alert, by=actor("tu", town), now=NOW)
    assert not Notice.objects.filter(key__startswith=f"alert-waits:{alert.pk}:0").exists()
    notice = Notice.objects.filter(template="citizen.alert_waits").first()
    assert notice.path == f"/can-bo/canh-bao/{alert.code}/"


def test_who_leaves_it_waiting_is_reminded_until_it_is_decided_and_not_for_ever(town, office):
    make_rules(**{"alert.remind": {"minutes": 30, "most": 3}})
    alert = write_alert(content=content(risk_level=4), by=actor("ha", town), now=NOW)
    notices = Notice.objects.filter(template="citizen.alert_still_waits")
    kim, minute = User.objects.get(username="kim"), timedelta(minutes=1)
    assert remind_approvers(now=NOW + 29 * minute) == 0
    assert remind_approvers(now=NOW + 30 * minute) == 1 == notices.filter(user=kim).count()
    assert not notices.filter(user__username="ha").exists()
    assert remind_approvers(now=NOW + 31 * minute) == 0
    approve_alert(alert=alert, by=actor("kim", town), now=NOW + 40 * minute)  # one is left to decide
    assert remind_approvers(now=NOW + 60 * minute) == 0
    times = [remind_approvers(now=NOW + (70 + 30 * n) * minute) for n in range(6)]
    assert times == [1, 1, 1, 0, 0, 0] and notices.filter(user=kim).count() == 1
    Alert.objects.update(reminders=0)
    assert remind_approvers(now=alert.expires_at) == 0  # its time is over
    cancel_alert(alert=alert, reason="Nhầm", by=actor("ha", town), now=NOW + 300 * minute)
    assert remind_approvers(now=NOW + 400 * minute) == 0


def test_nobody_is_reminded_without_the_rule(town, office):
    write_alert(content=content(risk_level=4), by=actor("ha", town), now=NOW)
    assert remind_approvers(now=NOW + timedelta(hours=3)) == 0


def test_a_relayed_one_that_waits_is_told_too_and_too_few_approvers_are_said(town, office, client):
    make_rules(**{"alert.relay_two_persons_from": 4})
    alert = relay_bulletin(content=content(risk_level=4, bulletin_id="B-1"), now=NOW)
    assert alert.state == "waiting"
    assert notified_approvers(alert, 2) == ["ha", "kim", "tu"]
    client.force_login(office.ha)
    type(office.kim).objects.filter(username__in=["kim", "tu"]).update(is_active=False)
    assert "chưa đủ" in client.get(f"/can-bo/canh-bao/{alert.code}/").content.decode()


def test_an_alert_may_hold_for_thirty_days(town, office):
    assert issued(town, expires_at=NOW + timedelta(days=30)).state == "issued"


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_at": NOW},
        {"expires_at": NOW + timedelta(days=30, minutes=1)},
        {"kind": "outage", "risk_level": 3},
    ],
)
def test_what_cannot_be_is_refused(town, office, changes):
    with pytest.raises(AlertRefused):
        issued(town, **changes)
    with pytest.raises(MayNotWarn):
        write_alert(content=content(), by=town.actor("emi"), now=NOW)


def test_a_new_one_takes_the_place_and_a_cancelled_one_says_why(town, office, client):
    first = issued(town)
    second = write_alert(
        content=content(headline="Mưa rất lớn"), by=actor("ha", town), now=NOW, replaces=first
    )
    first.refresh_from_db()
    assert first.state == "replaced"
    assert "Mưa rất lớn" in client.get(f"/canh-bao/{first.code}/").content.decode()
    with pytest.raises(AlertOver):
        write_alert(content=content(), by=actor("ha", town), now=NOW, replaces=first)
    with pytest.raises(AlertRefused):
        cancel_alert(alert=second, reason=" ", by=actor("ha", town), now=NOW)
    assert [one.code for one in alerts_in_force(NOW)] == [second.code]
    cancel_alert(alert=second, reason="Bão đổi hướng", by=actor("ha", town), now=NOW)
    codes, late = [first.code, second.code, "khong-co"], NOW + timedelta(days=40)
    assert alerts_ended(codes, NOW) == {first.code: False, second.code: True}
    assert alerts_ended(codes, late) == {first.code: False, second.code: False}
    assert "Bão đổi hướng" in client.get(f"/canh-bao/{second.code}/").content.decode()
    root = ET.fromstring(client.get(f"/canh-bao/{second.code}/cap.xml").content)
    strict(root, ALERT)
    assert root.findtext(f"{{{CAP}}}msgType") == "Cancel"
    assert second.code in str(root.findtext(f"{{{CAP}}}references"))
    with pytest.raises(AlertOver):
        cancel_alert(alert=second, reason="x", by=actor("ha", town), now=NOW)


def test_one_whose_hours_are_over_is_neither_cancelled_nor_offered_for_it(town, office, client):
    alert = issued(town)
    at = f"/can-bo/canh-bao/{alert.code}/"
    client.force_login(office.ha)
    assert "Huỷ cảnh báo" in client.get(at).content.decode()
    Alert.objects.update(begins_at=NOW - timedelta(hours=9), expires_at=NOW)
    assert "Huỷ cảnh báo" not in client.get(at).content.decode()
    with pytest.raises(AlertOver):
        cancel_alert(alert=alert, reason="Muộn", by=actor("ha", town), now=NOW)


def test_cap_holds_to_the_standard_and_feeds_list_it(town, office, client):
    first = issued(town, units=(town.commune, town.other_commune), instruction="Tránh xa suối & đập <cũ>.")
    second = write_alert(content=content(), by=actor("ha", town), now=NOW, replaces=first)
    whole = issued(town, kind="scam", risk_level=None)
    for alert in (first, second, whole):
        answer = client.get(f"/canh-bao/{alert.code}/cap.xml")
        assert answer["Content-Type"] == "application/cap+xml; charset=utf-8"
        root = ET.fromstring(answer.content)
        assert root.tag == f"{{{CAP}}}alert"
        strict(root, ALERT)
    assert root.findtext(f".//{{{CAP}}}areaDesc") == "Toàn tỉnh"
    feed = ET.fromstring(client.get("/canh-bao/cap.atom").content)
    links = [
        link.get("href")
        for link in feed.iter("{http://www.w3.org/2005/Atom}link")
        if link.get("rel") == "alternate"
    ]
    assert len(links) == 2
    items = list(ET.fromstring(client.get("/canh-bao/rss.xml").content).iter("item"))
    assert len(items) == 2
    assert isinstance(parsedate_to_datetime(str(items[0].findtext("pubDate"))), datetime)


def test_those_of_the_place_are_told_once(town, office):
    choose_alert_places(user=town.an, units=[town.commune], by=town.actor("an"), now=NOW)
    choose_alert_places(user=town.dung, units=[town.other_commune], by=town.actor("dung"), now=NOW)
    alert = issued(town, units=(town.commune,))
    for _ in range(2):
        assert tell_batch(alert, 0, now=NOW) is None
    notices = Notice.objects.filter(template="citizen.alert")
    assert [n.user for n in notices] == [town.an]
    assert sent_of(alert)[0].count == 1
    Person.objects.filter(pk=make_citizen("hoa", "Lê Hoa", "038190000003").person_id).update(
        unit=town.other_commune
    )
    make_citizen("xa", "Lê Xa", "038190000004")  # nobody knows where, and no place was chosen
    tell_batch(issued(town), 0, now=NOW)
    assert sorted(n.user.username for n in notices.all()) == ["an", "an", "dung", "hoa"]
    with pytest.raises(TooManyPlaces):
        choose_alert_places(user=town.an, units=many(11), by=town.actor("an"), now=NOW)


def many(n: int) -> list[object]:
    from types import SimpleNamespace

    return [SimpleNamespace(pk=i) for i in range(n)]


def test_a_bulletin_is_relayed_once_with_its_hour_and_replaces_its_former(town, office):
    first = relay_bulletin(content=content(bulletin_id="KT-1", bulletin_at=NOW), now=NOW)
    assert relay_bulletin(content=content(bulletin_id="KT-1", bulletin_at=NOW), now=NOW) is None
    second = relay_bulletin(content=content(bulletin_id="KT-2"), replaces_bulletin="KT-1", now=NOW)
    assert first and second
    first.refresh_from_db()
    assert (first.state, second.replaces) == ("replaced", first)


@pytest.mark.parametrize(
    ("rule", "state"), [({}, "issued"), ({"alert.relay_two_persons_from": 5}, "waiting")]
)
def test_a_relayed_one_goes_out_at_once_unless_the_province_wants_two_persons(town, office, rule, state):
    make_rules(**rule)
    alert = relay_bulletin(content=content(risk_level=5, bulletin_id="KT-5", bulletin_at=NOW), now=NOW)
    assert alert is not None and alert.state == state
    if state == "waiting":
        for name in ("ha", "kim"):
            approve_alert(alert=alert, by=actor(name, town), now=NOW)
        alert.refresh_from_db()
    assert alert.state == "issued" and Alert.objects.in_force(NOW).get() == alert


def test_the_pages_of_the_desk(town, office, django_assert_max_num_queries, monkeypatch):
    client = Client()
    client.force_login(office.ha)
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.post("/can-bo/canh-bao/soan/", {"headline": "Giữ lại"}).status_code == 422
    given = {
        "kind": "weather",
        "risk_level": "3",
        "severity": "moderate",
        "headline": "Lũ trên sông",
        "text": "Nước lên",
        "source": "Đài",
        "units": [town.commune.pk],
        "ends_on": "09/03/2024",
        "ends_at": "20:00",
    }
    answer = client.post("/can-bo/canh-bao/soan/", given)
    assert answer.status_code == 302
    with django_assert_max_num_queries(22):
        assert "Lũ trên sông" in client.get(answer.url).content.decode()
    with django_assert_max_num_queries(14):
        client.get("/can-bo/canh-bao/")
    assert client.post(f"{answer.url}gui-thu/").status_code == 302
    assert Notice.objects.get(template="citizen.alert").user == office.ha
    assert client.post(f"{answer.url}huy/", {"reason": ""}).status_code == 422
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW + timedelta(days=2))
    assert "Hết hiệu lực" in client.get(answer.url).content.decode()
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    town.sign_in(client, "emi")
    page = client.get("/can-bo/canh-bao/").content.decode()
    assert "/can-bo/canh-bao/soan/" not in page and "Soạn cảnh báo" not in page
    assert client.get(answer.url).status_code == 403
    assert client.post(f"{answer.url}huy/", {"reason": "x"}).status_code == 403


def test_a_whole_district_is_chosen_at_once(town, office):
    level, kind = AdminUnit.Level.DISTRICT, "huyen"
    above = make_unit("381", "Huyện Núi", level, kind, town.province)
    AdminUnit.objects.filter(pk__in=[town.commune.pk, town.other_commune.pk]).update(parent=above)
    communes = AdminUnit.objects.communes()
    given = {
        "kind": "scam",
        "severity": "minor",
        "headline": "Giả danh",
        "text": "Nội dung",
        "source": "Công an",
    }
    given |= {
        "ends_on": "09/03/2024",
        "ends_at": "20:00",
        "districts": [above.pk],
        "units": [town.commune.pk],
    }
    form = AlertForm(given, communes=communes, on=date(2024, 3, 8))
    assert form.is_valid(), form.errors
    assert set(form.places()) == {town.commune, town.other_commune}
    assert len(form.places()) == 2 and "Phường Hạc Thành, Huyện Núi" in str(form["units"])
    single = AlertForm(given | {"districts": []}, communes=communes, on=date(2024, 3, 8))
    assert single.is_valid() and single.places() == (town.commune,)


def test_levels_numbers_and_agencies_are_shown_with_their_sources(town, office, client):
    assert [x.colour_name for x in risk_levels().values()] == [
        "xanh dương nhạt",
        "vàng nhạt",
        "da cam",
        "đỏ",
        "tím",
    ]
    css = (ROOT / "tinhso/kernel/site/static/site/tinhso.css").read_text()
    assert all(f".risk-{n} {{ --risk: {x.colour}; }}" in css for n, x in risk_levels().items())
    page = client.get("/so-khan-cap/").content.decode()
    assert all(one.number in page and one.source in page for one in emergency_numbers())
    assert "Sở A" in client.get("/danh-ba/?q=so a").content.decode()
    assert "Thứ hai" in client.get("/danh-ba/so-a/").content.decode()
    assert client.get("/danh-ba/khong-co/").status_code == 404
    assert "/canh-bao/" in client.get("/tien-ich/").content.decode()


def test_one_page_holds_what_is_mine(client, town, office, django_assert_max_num_queries):
    from tinhso.citizen.tests.life_makers import make_feedback

    feedback = make_feedback(town)
    choose_alert_places(user=town.an, units=[town.commune], by=town.actor("an"), now=NOW)
    town.sign_in(client, "an")
    with django_assert_max_num_queries(18):
        page = client.get("/cua-toi/").content.decode()
    assert feedback.case.code in page
    assert "Phường Hạc Thành" in page
    town.sign_in(client, "dung")
    assert feedback.case.code not in client.get("/cua-toi/").content.decode()


def test_officers_of_the_offices_of_the_rule_warn(office, town):
    assert can_warn(actor("kim", town), on=NOW.date()) and can_warn(actor("tu", town), on=NOW.date())
    for who in ("emi", "chi", "quan", "an"):
        assert not can_warn(town.actor(who), on=NOW.date())
    Rule.objects.filter(key="alert.offices").delete()
    assert not can_warn(actor("kim", town), on=NOW.date())
