"""Programmes for enterprises and the page of the digital economy."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest

from tinhso.casework.public import Case
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.data.reading import definitions
from tinhso.indicators.data_entry.actions.save_values import save_values
from tinhso.indicators.economy.actions.enter_programme import enter_programme
from tinhso.indicators.economy.actions.enter_support import enter_support
from tinhso.indicators.economy.actions.revoke_support import revoke_support
from tinhso.indicators.economy.permissions import can_enter_supports
from tinhso.indicators.economy.supports import supports_seen
from tinhso.indicators.figures.figures import read
from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.measures import firms_first
from tinhso.indicators.models import (
    DataEntry,
    DataSet,
    DataSetAgency,
    FirmSupport,
    IndicatorVersion,
    SupportProgramme,
)
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.periods import Period


@pytest.fixture
def programme_town(town, monkeypatch):
    """Agency A has a programme since 2023."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    town.programme = programme(town)
    return town


def programme(town, who="chi", name="Nền tảng số", **changes):
    given = {"legal_basis": "NQ 1", "begins": date(2023, 1, 1), "ends": date(2025, 1, 1)}
    return enter_programme(name=name, **given | changes, by=town.actor(who), now=NOW)


def support(town, who="emi", tax_code="0100000001", day=date(2024, 2, 1), amount=5_000_000, **changes):
    given = {"name": "Công ty A", "kind": "advice", "note": ""} | changes
    known = {"tax_code": tax_code, "given_on": day, "amount": amount}
    return enter_support(programme=town.programme, **given | known, by=town.actor(who), now=NOW)


def test_a_programme_is_the_leaders_of_a_provincial_agency_and_once(programme_town):
    with pytest.raises(NotARegistrar):
        programme(programme_town, "emi", "Khác")
    with pytest.raises(EntryRefused, match="sau ngày bắt đầu"):
        programme(programme_town, name="Khác", ends=date(2023, 1, 1))
    with pytest.raises(EntryRefused, match="tên này"):
        programme(programme_town)


def test_a_firm_counts_once_and_a_support_sent_twice_is_one(programme_town):
    key = uuid4()
    first = support(programme_town, client_key=key)
    assert support(programme_town, client_key=key) == first
    support(programme_town, day=date(2024, 2, 5))
    support(programme_town, tax_code="0100000002")
    assert firms_first().count() == 2
    revoke_support(support=first, reason="Nhập nhầm", by=programme_town.actor("emi"), now=NOW)
    assert set(firms_first().values_list("given_on", flat=True)) == {date(2024, 2, 1), date(2024, 2, 5)}
    assert EventRow.objects.filter(name__endswith="SupportRevoked").exists()
    with pytest.raises(EntryRefused, match="trước đó"):
        revoke_support(support=first, reason="Nhập nhầm", by=programme_town.actor("emi"), now=NOW)


@pytest.mark.parametrize(("day", "words"), [(date(2024, 4, 1), "chưa tới"), (date(2022, 4, 1), "nằm ngoài")])
def test_a_day_to_come_or_outside_the_programme_is_refused(programme_town, day, words):
    with pytest.raises(EntryRefused, match=words):
        support(programme_town, day=day)


def test_only_the_agency_of_the_programme_enters_and_sees_rows(programme_town):
    for who in ("bao", "sau", "quan"):
        with pytest.raises(NotARegistrar):
            support(programme_town, who)
    one = support(programme_town)
    rows = FirmSupport.objects.all()
    assert list(supports_seen(rows, programme_town.actor("emi"))) == [one]
    assert not supports_seen(rows, programme_town.actor("sau")).exists()
    with pytest.raises(NotARegistrar):
        revoke_support(support=one, reason="x", by=programme_town.actor("sau"), now=NOW)
    with pytest.raises(EntryRefused):
        revoke_support(support=one, reason=" ", by=programme_town.actor("emi"), now=NOW)


@pytest.mark.long
def test_the_pages_of_programmes_and_the_public_one(programme_town, client, django_assert_max_num_queries):
    programme_town.sign_in(client, "chi")
    given = {"name": "Chương trình 2", "legal_basis": "NQ 2", "begins": "2023-01-01", "ends": ""}
    assert client.post("/can-bo/ho-tro-doanh-nghiep/moi/", given | {"begins": "?"}).status_code == 422
    assert client.post("/can-bo/ho-tro-doanh-nghiep/moi/", given).status_code == 302
    at = f"/can-bo/ho-tro-doanh-nghiep/{SupportProgramme.objects.get(name='Chương trình 2').pk}/"
    row = {"tax_code": "0100000009", "name": "HTX B", "kind": "platform", "given_on": "2024-01-10"}
    row |= {"amount": "12.500.000", "client_key": str(uuid4())}
    assert client.post(f"{at}luot/", row | {"tax_code": "12"}).status_code == 422
    assert client.post(f"{at}luot/", row).status_code == 302
    one = FirmSupport.objects.get()
    with django_assert_max_num_queries(12):
        assert "12.500.000" in client.get(at).content.decode()
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    page = client.get("/so-lieu/kinh-te-so-doanh-nghiep/").content.decode()
    assert "12,5" in page
    assert "chưa có số liệu" in page
    assert client.get("/can-bo/ho-tro-doanh-nghiep/").status_code == 200
    assert client.post(f"{at}bo/{one.pk}/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}bo/{one.pk}/", {"reason": "Nhầm"}).status_code == 302
    programme_town.sign_in(client, "bao")
    for address in (at, f"{at}luot/", f"{at}bo/{one.pk}/"):
        assert client.get(address).status_code == 403
    assert client.get("/can-bo/ho-tro-doanh-nghiep/moi/").status_code == 403
    with django_assert_max_num_queries(15):
        client.get("/so-lieu/kinh-te-so-doanh-nghiep/")


def test_officers_of_the_programmes_agency_enter_its_supports(programme_town):
    town = programme_town
    for who in ("emi", "van", "chi"):
        assert can_enter_supports(town.programme, town.actor(who))
    for who in ("binh", "bao", "sau", "quan", "tra", "an"):
        assert not can_enter_supports(town.programme, town.actor(who))


@pytest.mark.long
def test_time_and_money_saved_follow_from_the_trips_and_the_newest_assumptions(
    town, client, monkeypatch, tmp_path
):
    finished = replace(make.SETTLED, code="onestop.finished")
    at_the_desk = partial(Case.objects.filter, source="counter", settled_at__isnull=False)
    measures = [finished, replace(finished, code="onestop.trips", rows=at_the_desk)]
    for room in ("cells.cells", "cells.actions.refresh_cells"):
        monkeypatch.setattr(f"tinhso.indicators.{room}.all_of", lambda kind: measures)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    known = definitions()
    for code in SAVED:
        ratio = {"denominator": None, "denominator_words": None, "factor": None, "decimals": None}
        make.make_version(f"reform.{code}", **ratio | known[f"reform.{code}"])
    load_data_sets(tmp_path, by=SYSTEM, now=NOW)
    page = client.get("/so-lieu/cai-cach-dau-tu/").content.decode()
    assert "Chưa có cơ quan nào công bố giả định" in page and "60.000" not in page
    data_set = DataSet.objects.get(code="gia-dinh-cai-cach-nam")
    since = date(2022, 1, 1)
    DataSetAgency.objects.create(data_set=data_set, agency=town.agency_a, starts_on=since, source="thử")
    assume(town, data_set, trips_on_paper=2, hours_a_trip=3, money_a_trip=60_000)
    make_finished(town)
    refresh_cells(now=NOW)
    versions = {one.indicator.code: one for one in IndicatorVersion.objects.newest()}
    found = {c: read(versions[f"reform.{c}"], Period.parse("2023")).value for c in SAVED}
    assert found == {"trips_avoided": 3, "hours_saved": 9, "money_saved": 180_000}
    page = client.get("/so-lieu/cai-cach-dau-tu/").content.decode()
    assert "60.000 đồng" in page and town.agency_a.name in page
    assert town.emi.full_name not in page, "the public sees the agency and the day"
    seen = town.sign_in(client, "emi").get("/so-lieu/cai-cach-dau-tu/").content.decode()
    assert f"nhập ngày 08/03/2024: {town.emi.full_name}" in seen
    trace = client.get("/so-lieu/gio-tiet-kiem-duoc/?ky=2023").content.decode()
    assert "Giả định: số giờ của một lần đi lại" in trace
    assume(town, data_set, hours_a_trip=2)
    assert read(versions["reform.hours_saved"], Period.parse("2023")).value == 6


SAVED = ("trips_avoided", "hours_saved", "money_saved")


def assume(town, data_set, **numbers):
    values = {(f"reform.{name}", ()): Decimal(n) for name, n in numbers.items()}
    given = {"data_set": data_set, "agency": town.agency_a, "period": Period.parse("2023")}
    save_values(**given, numbers=values, by=town.actor("emi"), now=NOW)
    DataEntry.objects.update(needs_approval=False)


def make_finished(town):
    """Two cases of 2023 that are finished, one of them with a trip."""
    for source in ("counter", "online"):
        make.make_case(town, "2023-05-05", opened_at=make.at("2023-05-05"), source=source)


@pytest.mark.parametrize("index", ["par", "sipas", "papi", "pci"])
def test_ranks_of_reform_and_investment_are_entered_with_their_n_and_year(town, client, monkeypatch, index):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    enter_rank(index=index, assessed_year=2022, rank=19, n=63, source="Minh họa", by=SYSTEM, now=NOW)
    page = client.get("/so-lieu/danh-gia/").content.decode()
    assert "19/63" in page and "đánh giá năm 2022" in page and "Minh họa" in page
