"""X-Road's addresses and identifiers, and which headers reach a provider."""

import pytest

from tinhso.lib.exchange.paths import PathRefused
from tinhso.lib.exchange.xroad import AddressRefused, ServiceAddress, onward, read_address, read_client

AT = "/r1/THANHHOA/GOV/so-a/dan-cu/tra-cuu"


@pytest.mark.parametrize(
    ("rest", "path"),
    [("", "/"), ("/", "/"), ("/people/1", "/people/1"), ("/a/b/c/d", "/a/b/c/d"), ("/a/", "/a/")],
)
def test_an_address_names_a_service_and_a_path(rest, path):
    found = read_address(AT + rest)
    assert found == ServiceAddress("THANHHOA", "GOV/so-a/dan-cu", "GOV/so-a/dan-cu/tra-cuu", path)


@pytest.mark.parametrize(
    "raw", ["/r1/", "/r1/THANHHOA/GOV/so-a/dan-cu", "/r2" + AT[3:], AT.replace("so-a", "so_a"), "/"]
)
def test_what_names_no_service_is_refused(raw):
    with pytest.raises(AddressRefused):
        read_address(raw)


@pytest.mark.parametrize("rest", ["/a/../b", "/%2e%2e/x", "//x", "/a;x=1", "/%252e", "/../khac/x", "/a%2fb"])
def test_an_address_that_could_be_read_in_two_ways_is_refused(rest):
    with pytest.raises(PathRefused):
        read_address(AT + rest)


def test_the_client_has_four_parts():
    assert read_client("THANHHOA/GOV/so-b/mot-cua") == ("THANHHOA", "GOV/so-b/mot-cua")
    for header in (
        "",
        "GOV/so-b/mot-cua",
        "A/GOV/so-b/mot-cua/x",
        "A/GOV//x",
        "A/GOV/so-b/..",
        "A/GOV/so%2Fb/x",
    ):
        with pytest.raises(AddressRefused):
            read_client(header)


def test_headers_of_one_hop_and_of_the_exchange_go_no_further():
    given = [
        *((b"Accept", b"application/json"), (b"Connection", b"close, X-Secret"), (b"X-Secret", b"1")),
        *((b"Transfer-Encoding", b"chunked"), (b"Host", b"a"), (b"User-Agent", b"b"), (b"TE", b"trailers")),
        *((b"Authorization", b"Bearer x"), (b"X-Forwarded-For", b"1.2.3.4"), (b"X-Road-Error", b"x")),
        *((b"X-Road-Client", b"A/GOV/so-b/mot-cua"), (b"X-Road-UserId", b"u1"), (b"X-Own", b"1")),
    ]
    names = [name for name, _value in onward(given)]
    assert names == [b"accept", b"x-road-client", b"x-road-userid", b"x-own"]
