"""Every page of the desk for incidents of shared software is read in a browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_every_desk_page import Walk, named
from tests.journeys.test_officer_pages import Reader, own_connection
from tinhso.security.conftest import guarded  # noqa: F401 - the fixture
from tinhso.security.support.tests import makers

__all__ = ["own_connection"]
pytestmark = [pytest.mark.journey, pytest.mark.long]
SUPPORT = "/can-bo/su-co-phan-mem/"


def test_every_page_of_the_support_desk_reads_well(browser: Browser, guarded: Any):  # noqa: F811
    town = guarded
    makers.give_support(town)
    error = makers.error_of(town)
    waiting, at_work = makers.reported(town), makers.received(town, makers.reported(town))
    done = makers.resolved(town, makers.received(town, makers.reported(town)), known_error=error)
    walk = Walk(Reader(browser, town))
    one = f"{SUPPORT}su-co/{done.case.code}/"
    walk.read("emi", SUPPORT, f"{SUPPORT}bao/", f"{SUPPORT}loi-da-biet/", one, f"{one}xac-nhan/")
    walk.read("emi", f"{SUPPORT}su-co/{waiting.case.code}/gui-them/")
    work = f"{SUPPORT}su-co/{at_work.case.code}/"
    walk.read("ho", f"{SUPPORT}ban-ho-tro/", f"{SUPPORT}su-co/{waiting.case.code}/tiep-nhan/")
    walk.read("ho", f"{work}khac-phuc/", f"{work}khong-nhan/", f"{SUPPORT}ghi-loi/")
    walk.read("ho", f"{SUPPORT}loi-da-biet/{error.code}/", f"{SUPPORT}loi-da-biet/{error.code}/da-sua/")
    walk.seen.add("support_file")  # a file
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.security.support.") == walk.seen
