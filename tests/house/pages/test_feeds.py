"""Every feed says where it lies and, in Atom, who wrote it: readers and validators (W3C) ask for both."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import get_resolver

ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = ("feed", "_rss", "cap_index")


def feeds() -> list[str]:
    """The addresses of the feeds that need no number or name of a row; the kind of a feed may stand in its address."""
    routes = get_resolver().reverse_dict
    paths = {str(routes[name][0][0][0]) for name in routes if isinstance(name, str) and name.endswith(NAMES)}
    written = {f"/{path}".replace("%(kind)s", kind) for path in paths for kind in ("rss", "atom")}
    return sorted(path for path in written if "%(" not in path)


@pytest.mark.django_db
def test_each_feed_has_its_own_address_and_an_author(town):
    found = feeds()
    assert {"/so-lieu/moi.atom", "/canh-bao/rss.xml"} < set(found)
    for address in found:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        root = ET.fromstring(answer.content)  # noqa: S314 (our own)
        whole = root.find("channel") if root.tag == "rss" else root
        assert whole is not None, address
        links = [one.get("href") for one in whole.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert [urlsplit(link or "").path for link in links] == [address], address
        if root.tag == f"{ATOM}feed":
            assert root.findtext(f"{ATOM}author/{ATOM}name"), address
