"""Every page of indicators and their sources is read in a browser."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_every_desk_page import SECURITY, Walk, named
from tests.journeys.test_officer_pages import Reader, own_connection
from tinhso.casework.tests.makers import NOW
from tinhso.security.conftest import guarded  # noqa: F401 - the fixture
from tinhso.security.intelligence.actions.load_warning_list import load_warning_list
from tinhso.security.models import Indicator
from tinhso.security.tests.makers import listed, source_of_indicators

__all__ = ["own_connection"]
pytestmark = [pytest.mark.journey, pytest.mark.long]


def test_every_page_of_indicators_reads_well(browser: Browser, guarded: Any):  # noqa: F811
    town = guarded
    source = source_of_indicators(town)
    load = listed(town, "evil-a.com\nduckdns.org\nhai từ\n" + "a" * 64 + "\n", source)
    held = Indicator.objects.get(value="duckdns.org")
    warning = load_warning_list(name="Thử", kind="other", source="thử", content=b"evil-b.com", client_key=uuid4(), by=town.actor("cuc"), now=NOW)  # fmt: skip
    walk = Walk(Reader(browser, town))
    one = f"{SECURITY}nguon-chi-dau/{source.code}/"
    walk.read("anh", f"{SECURITY}chi-dau/", f"{SECURITY}nguon-chi-dau/", one)
    walk.read("anh", f"{SECURITY}danh-sach-chi-dau/{load.code}/", f"{SECURITY}chi-dau/{held.code}/")
    walk.read(
        "cuc", f"{SECURITY}chi-dau/{held.code}/quyet-dinh/", f"{SECURITY}them-nguon-chi-dau/", f"{one}nap/"
    )
    walk.read("cuc", f"{one}ngung/", f"{SECURITY}danh-sach-canh-bao/", f"{SECURITY}nap-danh-sach-canh-bao/")
    walk.read("cuc", f"{SECURITY}danh-sach-canh-bao/{warning.code}/ngung/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.security.intelligence.") == walk.seen
