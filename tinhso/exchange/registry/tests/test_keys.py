"""Keys of systems: whose, which, how long, revoked at once, and told of before they end."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.models import SystemKey
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.keep_keys import enter_key, revoke_key
from tinhso.exchange.registry.actions.notify_of_expiring_keys import notify_of_expiring_keys
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.public_keys import read_pem
from tinhso.lib.exchange.tests.test_public_keys import certificate, pem


def key_entered(town, days=100, who="hoa", text=None):
    text = text or pem(Ed25519PrivateKey.generate())
    last_day = town.day + timedelta(days=days)
    return enter_key(system=town.consumer, pem=text, last_day=last_day, by=town.actor(who), now=NOW)


def test_a_key_is_entered_by_its_member_for_a_time_and_once(joined):
    town, text = joined, pem(Ed25519PrivateKey.generate())
    for who in ("dao", "cuc", "bao"):
        with pytest.raises(ExchangeForbidden):
            key_entered(town, who=who)
    for days in (-1, 731):
        with pytest.raises(EntryRefused, match="Ngày cuối"):
            key_entered(town, days)
    with pytest.raises(EntryRefused, match="PEM"):
        key_entered(town, text="x")
    assert key_entered(town, text=text).kind == "Ed25519"
    with pytest.raises(EntryRefused, match="đã được dùng"):
        key_entered(town, text=text)
    assert SystemKey.objects.count() == 1


def test_a_certificate_is_a_key_that_ends_no_later_than_itself(joined):
    private = Ed25519PrivateKey.generate()
    text = certificate(NOW + timedelta(days=20), private)
    with pytest.raises(EntryRefused, match="Chứng thư hết hạn"):
        key_entered(joined, 20, text=text)
    assert key_entered(joined, 19, text=text).thumbprint == read_pem(pem(private)).id


def test_a_key_is_revoked_by_its_member_or_the_operator(joined):
    town, key = joined, key_entered(joined)
    with pytest.raises(ExchangeForbidden):
        revoke_key(key=key, by=town.actor("dao"), now=NOW)
    revoke_key(key=key, by=town.actor("cuc"), now=NOW)
    with pytest.raises(EntryRefused, match="đã được thu hồi"):
        revoke_key(key=key, by=town.actor("hoa"), now=NOW)
    notices = Notice.objects.filter(template="exchange.key_revoked").values_list("user__username", flat=True)
    assert set(notices) == {"hai", "hoa"}


def test_an_end_is_told_30_and_7_days_and_a_day_ahead_once_each(joined):
    town = joined
    key_entered(town, 40)
    revoke_key(key=key_entered(town, 3), by=town.actor("hoa"), now=NOW)
    with pytest.raises(ExchangeForbidden):
        notify_of_expiring_keys(by=town.actor("cuc"), now=NOW)
    notices = Notice.objects.filter(template="exchange.key_expiring", user=town.hoa)
    after = [(0, 0), (10, 1), (11, 1), (32, 1), (33, 2), (35, 2), (39, 3), (40, 3), (41, 3)]
    for day, times in after:
        notify_of_expiring_keys(by=SYSTEM, now=NOW + timedelta(days=day))
        assert notices.count() == times, day


def test_the_pages_of_keys(joined, client, django_assert_max_num_queries):
    town, at = joined, "/can-bo/chia-se-du-lieu/"
    form, given = f"{at}he-thong/{town.consumer.pk}/khoa-moi/", {"pem": pem(Ed25519PrivateKey.generate())}
    town.sign_in(client, "hoa")
    secret = "-----BEGIN PRIVATE KEY-----\nx"
    refused = client.post(form, {"pem": secret, "last_day": "01/01/2025"})
    assert refused.status_code == 422 and "PRIVATE KEY" not in refused.content.decode()
    assert "BEGIN PUBLIC KEY" in client.post(form, given | {"last_day": "hôm qua"}).content.decode()
    assert client.post(form, given | {"last_day": "01/01/2025"}).status_code == 302
    key = SystemKey.objects.get()
    sheet = f"{at}thanh-vien/{town.consumer.member_id}/"
    with django_assert_max_num_queries(12):
        assert str(key) in client.get(sheet).content.decode()
    town.sign_in(client, "dao")
    assert str(key) not in client.get(sheet).content.decode()
    assert client.post(f"{at}khoa/{key.pk}/thu-hoi/").status_code == 403
    assert client.get(form).status_code == 403
    town.sign_in(client, "hai")
    assert client.post(f"{at}khoa/{key.pk}/thu-hoi/").status_code == 302
    assert "Đã thu hồi" in client.get(sheet).content.decode()
