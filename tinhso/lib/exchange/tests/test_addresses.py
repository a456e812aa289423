"""Addresses of providers: their one spelling, and what points back at us."""

import pytest

from tinhso.lib.exchange.addresses import AddressRefused, checked_address


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://Dancu.thanhhoa.example.vn/", "https://dancu.thanhhoa.example.vn"),
        ("https://10.1.2.3:8443/api/v1/", "https://10.1.2.3:8443/api/v1"),
        ("https://a.vn:443/%61", "https://a.vn/a"),
        ("https://[fd00::1]/x", "https://[fd00::1]/x"),
    ],
)
def test_an_address_has_one_spelling(url, plain):
    assert checked_address(url) == plain
    assert checked_address(plain) == plain


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://a.vn",
            "ftp://a.vn",
            "a.vn",
            "https://",
            "https://a.vn?x=1",
            "https://a.vn/#x",
            "https://u:p@a.vn",
        ),
        *("https://127.0.0.1", "https://127.1", "https://2130706433", "https://0x7f.0x1", "https://[::1]"),
        *(
            "https://[::ffff:127.0.0.1]",
            "https://[::127.0.0.1]",
            "https://[64:ff9b::a9fe:a9fe]",
            "https://[2002:7f00:1::]",
            "https://[fd00:ec2::254]",
            "https://100.100.100.200",
            "https://255.255.255.255",
            "https://169.254.169.254/latest",
            "https://0.0.0.0",
            "https://localhost",
        ),
        *(
            "https://x.localhost",
            "https://a.internal",
            "https://a.vn/../b",
            "https://a.vn/%2e%2e",
            "https://a.vn:99999",
        ),
        *(
            "https://a.vn\r\nX: y",
            "https://a..vn",
            "https://-a.vn",
            "https://á.vn",
            "https://a.vn/" + "x" * 500,
        ),
    ],
)
def test_an_address_that_leads_astray_is_refused(url):
    with pytest.raises(AddressRefused):
        checked_address(url)
