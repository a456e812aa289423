"""Certificates of providers: looked at once a day, written down, and told of before they end; one that cannot be read is no news."""

from datetime import UTC, datetime, timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.conftest import service
from tinhso.exchange.connections import surroundings
from tinhso.exchange.connections.actions import look_at_certificates as deed
from tinhso.exchange.connections.actions.look_at_certificates import look_at_certificates
from tinhso.exchange.models import ProviderCertificate, Service, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.notify_of_expiring_certificates import notify_of_expiring_certificates
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.certificates import urgent_table
from tinhso.exchange.registry.tests.test_client_certificates import client_certificate_entered
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.lib.exchange.reach import Certificate, Ended, Reach

REAL = datetime(2026, 11, 29, 3, tzinfo=UTC)
"""The clock by which certificates end is not that of the law."""


class Peers:
    """What stands at each machine; notes what was asked."""

    def __init__(self):
        self.at, self.asked = {}, []

    def show(self, peer, days, fingerprint="f" * 64, ended=Ended.ANSWERED):
        shown = Certificate(peer, "CA", REAL + timedelta(days=days), fingerprint)
        self.at[peer] = Reach(ended, 5, shown)

    def look(self, url, *, asks):
        assert not asks
        self.asked.append(url)
        found = self.at.get(deed.peer_of(url), Reach(Ended.SLOW))
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def peers(joined, monkeypatch):
    made = Peers()
    monkeypatch.setattr(surroundings, "reach", made.look)
    joined.peers = made
    place(joined, joined.service)
    return joined


def place(town, one, url="https://a.vn/api", environment="production"):
    place_service(service=one, environment=environment, url=url, by=town.actor("dao"), now=NOW)


def look(days=0):
    return look_at_certificates(by=SYSTEM, at=REAL + timedelta(days=days), now=NOW)


def notify_on(days=0):
    return notify_of_expiring_certificates(by=SYSTEM, at=REAL + timedelta(days=days), now=NOW)


def notice_count(word, who):
    return Notice.objects.filter(template=f"exchange.{word}", user__username=who).count()


def test_what_is_seen_is_written_down_and_a_new_one_is_an_event(peers):
    peers.peers.show("a.vn", 90)
    assert look() == 1
    one = ProviderCertificate.objects.get()
    assert (one.fingerprint, one.ends_at, one.seen_at, one.error) == (
        "f" * 64,
        REAL + timedelta(days=90),
        REAL,
        "",
    )
    look(1)
    events = EventRow.objects.filter(name="exchange.ProviderCertificateSeen")
    assert events.count() == 1 and events[0].payload["service_id"] == peers.service.pk
    peers.peers.show("a.vn", 300, "e" * 64)
    look(2)
    assert events.count() == 2 and ProviderCertificate.objects.get().fingerprint == "e" * 64


def test_what_cannot_be_read_says_why_keeps_what_was_known_and_is_no_news(peers):
    look()
    one = ProviderCertificate.objects.get()
    assert (one.error, one.fingerprint, one.ends_at) == ("slow", "", None)
    peers.peers.show("a.vn", 40, ended=Ended.UNTRUSTED)
    look(1)
    peers.peers.at["a.vn"] = Reach(Ended.REFUSED)
    look(2)
    one.refresh_from_db()
    assert (one.error, one.fingerprint, one.seen_at) == ("refused", "f" * 64, REAL + timedelta(days=1))
    peers.peers.at["a.vn"] = ValueError("a label that is no name")
    look(3)
    one.refresh_from_db()
    assert one.error == "address" and one.looked_at == REAL + timedelta(days=3)
    peers.peers.at["a.vn"] = Reach(Ended.ANSWERED)
    look(4)
    one.refresh_from_db()
    assert one.error == "no_tls"
    for day in range(5):
        notify_on(day)
    assert not Notice.objects.filter(template__contains="certificate").exists()
    assert EventRow.objects.filter(name="exchange.ProviderCertificateSeen").count() == 1


def test_one_machine_is_looked_at_once_and_in_a_demo_a_stand_in_never(peers, settings):
    town = peers
    other = service(town, town.service.system, "khac")
    place(town, other, "https://a.vn/khac")
    place(town, other, "https://b.vn:8443/khac", "test")
    town.peers.show("a.vn", 90)
    assert look() == 3 and sorted(deed.peer_of(one) for one in town.peers.asked) == ["a.vn", "b.vn:8443"]
    settings.EXCHANGE_STAND_INS = {"https://a.vn/api": "http://127.0.0.1:9"}
    Service.objects.filter(pk=other.pk).update(withdrawn_on=REAL.date())
    assert look(1) == 0
    ServiceAddress.objects.update(url="tinhso:/x")
    settings.EXCHANGE_STAND_INS = {}
    assert look(2) == 0


def test_those_longest_not_looked_at_come_first_and_queries_do_not_grow(
    peers, monkeypatch, django_assert_max_num_queries
):
    for number in range(6):
        place(peers, service(peers, peers.service.system, f"s{number}"), f"https://s{number}.vn")
    monkeypatch.setattr(deed, "MOST", 4)
    with django_assert_max_num_queries(8):
        assert look() == 4
    assert look(1) == 4 and len(set(peers.peers.asked)) == 7


def test_a_service_that_moves_meanwhile_or_later_has_no_certificate_of_its_old_machine(peers, monkeypatch):
    peers.peers.show("a.vn", 90)

    found = deed._places

    def moving(at):
        places = found(at)
        ServiceAddress.objects.update(url="https://b.vn")
        return places

    with monkeypatch.context() as during:
        during.setattr(deed, "_places", moving)
        look()
    assert not ProviderCertificate.objects.exists()
    place(peers, peers.service)
    look()
    assert ProviderCertificate.objects.exists()
    place(peers, peers.service, "https://b.vn")
    assert not ProviderCertificate.objects.exists()


def test_provider_and_operator_are_told_30_7_and_1_days_ahead_and_once_when_it_is_past(peers):
    other = service(peers, peers.service.system, "khac")
    place(peers, other, "https://a.vn/khac")
    peers.peers.show("a.vn", 40)
    look()
    ahead = [(0, 0), (9, 0), (10, 1), (11, 1), (32, 1), (33, 2), (38, 2), (39, 3), (40, 3), (41, 3)]
    for day, times in ahead:
        notify_on(day)
        for who in ("dao", "cuc"):
            assert notice_count("certificate_expiring", who) == times, (day, who)
        assert notice_count("certificate_expired", "dao") == (day >= 40)
    assert (
        notice_count("certificate_expired", "cuc") == 1 and notice_count("certificate_expiring", "hoa") == 0
    )
    assert notify_on(75) == 0
    notice = Notice.objects.filter(template="exchange.certificate_expired").first()
    assert str(ProviderCertificate.objects.first().ends_at.year) in str(notice.params["day"])


def test_a_renewed_certificate_and_one_of_a_withdrawn_service_are_told_of_no_more(peers):
    peers.peers.show("a.vn", 5)
    look()
    assert notify_on() == 1
    peers.peers.show("a.vn", 400, "e" * 64)
    look(1)
    assert notify_on(1) == 0
    peers.peers.show("a.vn", 5, "d" * 64)
    look(1)
    Service.objects.update(withdrawn_on=REAL.date())
    assert notify_on(1) == 0


def test_callers_certificates_are_told_of_alike_and_without_an_operator_to_the_member(peers):
    client_certificate_entered(peers, days=3, at=REAL)
    notify_on()
    assert (
        notice_count("client_certificate_expiring", "hoa")
        == notice_count("client_certificate_expiring", "cuc")
        == 1
    )
    Rule.objects.filter(key="exchange.operator").delete()
    notify_on(2)
    notify_on(3)
    assert (
        notice_count("client_certificate_expiring", "hoa") == 2
        and notice_count("client_certificate_expired", "hoa") == 1
    )
    assert notice_count("client_certificate_expiring", "cuc") == 1


def test_nobody_but_the_system_looks_and_tells(peers):
    for who in ("cuc", "dao", "an"):
        with pytest.raises(ExchangeForbidden):
            look_at_certificates(by=peers.actor(who), at=REAL, now=NOW)
        with pytest.raises(ExchangeForbidden):
            notify_of_expiring_certificates(by=peers.actor(who), at=REAL, now=NOW)


def test_the_pages_show_them_to_whom_they_concern(peers, client, monkeypatch, django_assert_max_num_queries):
    town, at = peers, "/can-bo/chia-se-du-lieu/"
    monkeypatch.setattr("django.utils.timezone.now", lambda: REAL)
    client_certificate_entered(town, days=3, at=REAL)
    town.peers.show("a.vn", 5)
    look()
    sheet, board = f"{at}dich-vu/{town.service.pk}/", f"{at}theo-doi/"
    words = "Chứng thư TLS của máy chủ cung cấp"
    for who, sees in (("dao", True), ("cuc", True), ("tra", True), ("hoa", False)):
        town.sign_in(client, who)
        with django_assert_max_num_queries(13):
            page = client.get(sheet).content.decode()
        assert (words in page and "Sắp hết hạn" in page) == sees, who
        with django_assert_max_num_queries(26):
            page = client.get(board).content.decode()
        assert ("Chứng thư cần xử lý" in page) == (who in ("cuc", "tra")), who
    approved(town, begins=NOW.date())
    town.sign_in(client, "hoa")
    assert words in client.get(sheet).content.decode()


def test_the_most_urgent_stand_first_on_the_board(peers):
    client_certificate_entered(peers, days=3, at=REAL)
    look()
    (client_one, provider) = urgent_table(REAL).rows
    assert client_one[0].text == "Một cửa B" and client_one[3].text == "Sắp hết hạn"
    assert provider[3].text == "Quá thời gian chờ" and provider[2] == "–"
    assert urgent_table(REAL + timedelta(days=3)).rows[0][3].text == "Đã hết hạn"
