"""Every feed says where it lies and, in Atom, who wrote it: readers and validators (W3C) ask for both."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import get_resolver

ATOM = "{http://www.w3.org/2005/Atom}"
ENDINGS = ("rss.xml", ".atom", "atom.xml", "rss/", "atom/")


def feeds() -> list[str]:
    """The addresses of the feeds that need no number or name of a row."""
    paths = {str(one[0][0][0]) for one in get_resolver().reverse_dict.values() if one and one[0]}
    plain = {f"/{path}" for path in paths if "%(" not in path and path.endswith(ENDINGS)}
    kinds = {
        f"/{path % {'kind': kind}}"
        for path in paths
        for kind in ("rss", "atom")
        if path.count("%(") == 1 and "%(kind)" in path
    }
    return sorted(plain | kinds)


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
        assert links == [f"http://testserver{address}"], address
        if root.tag == f"{ATOM}feed":
            assert root.findtext(f"{ATOM}author/{ATOM}name"), address
