"""Every page of the desk for incidents of shared software, of indicators of attacks, and of digital infrastructure, is read in a browser."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_every_desk_page import SECURITY, Walk, named
from tests.journeys.test_officer_pages import Reader, own_connection
from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.conftest import network_town  # noqa: F401 - the fixture
from tinhso.indicators.infrastructure.tests import makers as networks
from tinhso.indicators.periodic_reports.tests import makers as report_makers
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.opendata.conftest import draft, opened  # noqa: F401 - the fixtures
from tinhso.opendata.stories.tests.page_journey import read_stories
from tinhso.security.conftest import guarded  # noqa: F401 - the fixture
from tinhso.security.intelligence.actions.load_warning_list import load_warning_list
from tinhso.security.models import Indicator
from tinhso.security.reporting.tests.page_journey import ANSWERS_OF_PROGRAMS, ROOMS, read_oversight
from tinhso.security.support.tests import makers
from tinhso.security.tests.makers import listed, source_of_indicators

__all__ = ["own_connection"]
pytestmark = [pytest.mark.journey, pytest.mark.long]
SUPPORT, BOOKS = "/can-bo/su-co-phan-mem/", "/can-bo/ha-tang-so/"


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


def test_the_pages_of_reports_that_agencies_owe_read_well(browser: Browser, town: Any, monkeypatch: Any):
    town.giang = make_officer("giang", "Lê Văn Giang", town.agency_b, "Chuyên viên", Examiner)
    town.hung = make_officer("hung", "Lê Văn Hùng", town.agency_b, "Giám đốc", Head)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    report = report_makers.opened(town, report_makers.make_regime(town))
    page = "/can-bo/bao-cao-phai-nop/"
    walk = Walk(Reader(browser, town))
    walk.read("giang", page, f"{page}{report.case.code}/")
    walk.read("emi", f"{page}nhan/")
    walk.read("", "/so-lieu/cai-cach-dau-tu/", "/so-lieu/danh-gia/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    read = {"owed_reports", "periodic_report", "received_reports"}
    assert named("tinhso.indicators.periodic_reports.") == read | {"periodic_report_file"}


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
    walk.read("", "/co-phai-cua-tinh/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.security.intelligence.") | {"own_contact"} == walk.seen


def test_every_page_of_advisories_and_reports_reads_well(browser: Browser, guarded: Any):  # noqa: F811
    walk = Walk(Reader(browser, guarded))
    read_oversight(guarded, walk, SECURITY)
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert {name for room in ROOMS for name in named(room)} - ANSWERS_OF_PROGRAMS == walk.seen


def test_every_page_of_digital_infrastructure_reads_well(browser: Browser, network_town: Any):  # noqa: F811
    town = network_town
    item = networks.item(town, position=(Decimal("19.8"), Decimal("105.7")))
    waiting = networks.as_read(town, [networks.station("A1"), networks.station("A2", technologies="9G")])
    open_one, to_confirm = networks.village(town), networks.village(town, name="Bản Hai")
    networks.checked(town, to_confirm)
    walk = Walk(Reader(browser, town))
    one = f"{BOOKS}dong/{item.pk}/"
    walk.read("emi", BOOKS, f"{BOOKS}so/post/", f"{BOOKS}so/station/moi/", one, f"{one}sua/", f"{one}ngung/")
    walk.read(
        "emi", f"{one}toa-do/", f"{BOOKS}doanh-nghiep/", f"{BOOKS}doanh-nghiep/moi/", f"{BOOKS}thon/moi/"
    )
    walk.read("emi", f"{BOOKS}bang/", f"{BOOKS}bang/moi/", f"{BOOKS}bang/{waiting.pk}/", f"{BOOKS}thon/")
    walk.read("emi", f"{BOOKS}thon/{open_one.case.code}/")
    walk.read("chi", f"{BOOKS}thon/{to_confirm.case.code}/")
    walk.read("", "/so-lieu/ha-tang-so/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    files = {"infrastructure_communes_file", "operator_table_template", "operator_table_file"}
    files |= {"operator_table_bad_lines", "signal_check_file"}
    assert named("tinhso.indicators.infrastructure.") == walk.seen | files


def test_every_page_of_data_stories_reads_well(browser: Browser, town: Any, opened: Any):  # noqa: F811
    town.dao = make_officer("dao", "Đỗ Thị Đào", town.agency_a, "Cán bộ dữ liệu", DataOfficer)
    walk = Walk(Reader(browser, town))
    read_stories(town, walk, opened, town.actor("emi"), actor_of(town.dao, on=clock.today()))
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.opendata.stories.") == walk.seen
