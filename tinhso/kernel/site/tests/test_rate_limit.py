import pytest
from django.db import connection

from tinhso.kernel.site.models import RateWindow
from tinhso.kernel.site.rate_limit import allow, client_address, counted_as, give_back


@pytest.mark.django_db
def test_each_caller_and_each_door_has_its_own_count():
    assert [allow("a", "10.0.0.1", 2, 86400) for _ in range(3)] == [True, True, False]
    assert allow("a", "10.0.0.2", 2, 86400)
    assert allow("b", "10.0.0.1", 2, 86400)


@pytest.mark.django_db
def test_no_address_is_kept_and_old_counts_are_removed():
    allow("a", "203.0.113.77", 2, 86400)
    with connection.cursor() as cursor:
        cursor.execute("update site_rate_window set ends_at = now() - interval '1 day'")
        cursor.execute("select * from site_rate_window")
        assert "203.0.113.77" not in str(cursor.fetchall())
    allow("c", "203.0.113.78", 2, 86400)
    assert RateWindow.objects.count() == 1


def test_only_behind_our_proxy_its_word_about_the_caller_counts(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8"})
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client_address(request) == "5.6.7.8"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("không phải", "không phải"),
    ],
)
def test_an_ipv6_address_is_counted_by_its_site(rf, address, network):
    assert counted_as(address) == network
    assert client_address(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.django_db
def test_what_was_given_back_may_be_used_again():
    assert allow("a", "x", 1, 86400)
    give_back("a", "x", 86400)
    assert allow("a", "x", 1, 86400)
    assert not allow("a", "x", 1, 86400)
