"""Programmes for enterprises and the page of the digital economy."""

from datetime import date
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.economy.actions.enter_programme import enter_programme
from tinhso.indicators.economy.actions.enter_support import enter_support
from tinhso.indicators.economy.actions.revoke_support import revoke_support
from tinhso.indicators.economy.permissions import can_enter_supports
from tinhso.indicators.economy.supports import supports_seen
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.measures import firms_first
from tinhso.indicators.models import FirmSupport, SupportProgramme
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused


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
    with django_assert_max_num_queries(12):
        client.get("/so-lieu/kinh-te-so-doanh-nghiep/")


def test_officers_of_the_programmes_agency_enter_its_supports(programme_town):
    town = programme_town
    for who in ("emi", "van", "chi"):
        assert can_enter_supports(town.programme, town.actor(who))
    for who in ("binh", "bao", "sau", "quan", "tra", "an"):
        assert not can_enter_supports(town.programme, town.actor(who))
