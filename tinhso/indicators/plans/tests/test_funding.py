"""What money a plan has and what is spent of it: by whom it is told, corrected, refused and read."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.models import Plan, PlanFunding
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.set_funding import Money, set_funding
from tinhso.indicators.plans.forms import PlanForm
from tinhso.indicators.plans.money import money_table
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.indicators.registers.registers import RevisedBefore
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import PlanningDocument
from tinhso.kernel.site.public import EntryRefused

BILLION = Decimal(10**9)
DESK = "/can-bo/ke-hoach/1-kh/"


@pytest.fixture
def plan(town, monkeypatch) -> Plan:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    words = {"name": "Kế hoạch năm", "legal_basis": "thử"}
    dates = {"begins": date(2023, 1, 1), "ends": date(2025, 1, 1)}
    return enter_plan(number="1/KH", address="1-kh", words=words, by=town.actor("chi"), now=NOW, **dates)


def fund(plan, town, *, was=0, reason="", year=2023, source="province", who="chi", **money):
    allotted = Money(**{"allocated": 20 * BILLION, "decision": "QĐ 5/QĐ-UBND"} | money)
    return set_funding(
        plan=plan,
        year=year,
        source=source,
        money=allotted,
        was=was,
        reason=reason,
        by=town.actor(who),
        now=NOW,
    )


def test_what_is_spent_stands_beside_what_was_allocated_and_adds_up(plan, town):
    fund(plan, town, spent=15 * BILLION, spent_until=date(2023, 12, 31))
    fund(plan, town, source="other", allocated=5 * BILLION)
    lines = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in money_table(plan).rows]
    assert lines == [
        ["2023", "Doanh nghiệp, nguồn khác", "5.000.000.000", "chưa báo cáo", "–"],
        ["2023", "Ngân sách tỉnh", "20.000.000.000", "15.000.000.000", "75,0"],
        ["Cộng", "", "25.000.000.000", "15.000.000.000", "75,0"],
    ]
    assert EventRow.objects.filter(name__endswith="FundingSet").count() == 2


def test_a_correction_stands_behind_the_former_with_its_reason(plan, town):
    fund(plan, town)
    with pytest.raises(EntryRefused, match="Ghi lý do sửa"):
        fund(plan, town, was=1, allocated=21 * BILLION)
    fund(plan, town, was=1, allocated=21 * BILLION, reason="Bổ sung dự toán")
    assert [row.allocated for row in plan.funding.standing()] == [21 * BILLION]
    with pytest.raises(RevisedBefore):
        fund(plan, town, was=1, allocated=22 * BILLION, reason="Hai người cùng sửa")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PlanFunding.objects.update(allocated=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2022}, "year"),
        ({"year": 2025}, "year"),
        ({"source": "lottery"}, "source"),
        ({"spent": BILLION}, "spent_until"),
        ({"spent_until": date(2023, 6, 1)}, "spent_until"),
        ({"spent": BILLION, "spent_until": date(2024, 3, 9)}, "spent_until"),
        ({"spent": BILLION, "spent_until": date(2022, 12, 31)}, "spent_until"),
        ({"spent": 21 * BILLION, "spent_until": date(2023, 12, 31)}, "spent"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(plan, town, changes, field):
    with pytest.raises(EntryRefused) as refused:
        fund(plan, town, **changes)
    assert refused.value.field == field
    assert not PlanFunding.objects.exists()


def test_only_who_leads_the_agency_that_follows_the_plan_enters_it(plan, town):
    for who in ("emi", "tra", "quan"):
        with pytest.raises(NotARegistrar):
            fund(plan, town, who=who)


def test_it_is_entered_and_corrected_on_its_page_and_read_by_everybody(
    plan, town, client, django_assert_max_num_queries
):
    town.sign_in(client, "chi")
    typed = {"year": "2023", "source": "province", "allocated": "20.000.000.000", "decision": "QĐ 5"}
    wrong = client.post(f"{DESK}kinh-phi/", typed | {"was": "0", "allocated": "-1"})
    assert wrong.status_code == 422
    assert "QĐ 5" in wrong.content.decode()
    assert client.post(f"{DESK}kinh-phi/", typed | {"was": "0"}).status_code == 302
    entry = PlanFunding.objects.get()
    address = f"{DESK}kinh-phi/?sua={entry.pk}"
    assert address in client.get(DESK).content.decode()
    assert "20.000.000.000" in client.get(address).content.decode()
    more = {"spent": "15.000.000.000", "spent_until": "31/12/2023", "was": "1", "reason": "Cuối năm"}
    assert client.post(address, typed | more).status_code == 302
    for nobody in ("x", "999999", "٣"):
        assert client.get(f"{DESK}kinh-phi/?sua={nobody}").status_code == 404
    client.logout()
    with django_assert_max_num_queries(22):
        page = client.get("/so-lieu/ke-hoach/1-kh/").content.decode()
    assert "15.000.000.000" in page and "75,0" in page and "đã sửa: Cuối năm" in page


def document(**changes):
    known = {"number": "7/KH-S", "kind": "plan", "subject": "Kế hoạch số", "issued_on": date(2024, 1, 5)}
    return PlanningDocument(**{**known, "url": "/can-bo/van-ban/di/S-1/"} | changes)


def test_a_plan_takes_from_its_document_what_is_left_empty():
    typed = {"document": document().url, "kind": "plan", "name": "Tên khác", "ends": "31/12/2024"}
    form = PlanForm(typed, documents=[document()])
    assert form.is_valid(), form.errors
    found = SimpleNamespace(**form.cleaned_data)
    assert (found.number, found.name, found.begins) == ("7/KH-S", "Tên khác", date(2024, 1, 5))
    assert found.legal_basis.startswith("7/KH-S")


def test_the_number_of_a_document_never_runs_over_its_field():
    long = document(number="7/KH-" + "S" * 80)
    form = PlanForm({"document": long.url, "kind": "plan", "ends": "31/12/2024"}, documents=[long])
    assert form.is_valid() and len(form.cleaned_data["number"]) == 60


def test_without_a_document_nothing_may_be_left_empty():
    form = PlanForm({"kind": "plan", "ends": "31/12/2024"}, documents=[document()])
    assert set(form.errors) == {"number", "name", "legal_basis", "begins"}
    wrong = PlanForm({"document": "/can-bo/van-ban/di/S-2/"}, documents=[document()])
    assert "document" in wrong.errors
    alone = PlanForm(documents=[])
    assert "document" not in alone.fields
    assert all(alone.fields[name].required for name in PlanForm.FROM_DOCUMENT)


def test_the_register_is_fed_by_what_the_agency_issued(plan, town, client, monkeypatch):
    monkeypatch.setattr(
        "tinhso.indicators.plans.views.desk.all_of",
        lambda kind: [SimpleNamespace(read=lambda request: [document()])],
    )
    town.sign_in(client, "chi")
    page = client.get("/can-bo/ke-hoach/moi/").content.decode()
    assert "7/KH-S: Kế hoạch số" in page
    typed = {"document": document().url, "kind": "programme", "ends": "31/12/2024"}
    assert client.post("/can-bo/ke-hoach/moi/", typed).status_code == 302
    made = Plan.objects.get(number="7/KH-S")
    assert (made.kind, made.document_url, made.valid.lower) == ("programme", document().url, date(2024, 1, 5))
    assert "Văn bản ban hành" in client.get(f"/can-bo/ke-hoach/{made.address}/").content.decode()
    assert "Văn bản ban hành" not in client.get(f"/so-lieu/ke-hoach/{made.address}/").content.decode()
