"""What the exchange gives out as open data, and how it is found: lists, services, and counts in which nobody can be found."""

import json
from datetime import datetime
from uuid import uuid4

import pytest

from tinhso.casework.finder.finder import find_cases
from tinhso.casework.finder.search_text import asked_of
from tinhso.casework.tests.makers import NOW
from tinhso.exchange import datasets
from tinhso.exchange.agreements.tests.makers import applied, approved
from tinhso.exchange.calls.tests.test_calls import line
from tinhso.exchange.models import Agreement, DictionaryTerm, ExchangeCall, SharedDataset

SERVICE, CALLER = "GOV/so-a/dan-cu/dan-cu", "GOV/so-b/mot-cua"


def published_rows(table):
    """As it would be published: what its columns give."""
    one = next(one for one in datasets.TABLES if one.code == f"exchange.{table}")
    names = [name for name, _heading in one.columns]
    return list(one.rows().values_list(*names))


def calls(agreement, count, code="ok"):
    for _ in range(count):
        raw = json.loads(line(code, client=CALLER, service=SERVICE, agreement=agreement))
        moment = datetime.fromisoformat(raw["at"])
        ExchangeCall.objects.create(**raw | {"id": uuid4(), "at": moment})


def test_the_list_the_dictionary_and_the_services_are_told_in_words(joined):
    SharedDataset.objects.create(
        code="dan-cu",
        title="Dữ liệu dân cư",
        holder=joined.agency_a,
        sharing="default",
        service=joined.service,
        source="QĐ 1",
        valid_from=NOW.date(),
    )
    DictionaryTerm.objects.create(
        code="ho-ten",
        label="Họ và tên",
        meaning="Theo giấy khai sinh",
        kind="text",
        personal=True,
        source="QĐ 1",
    )
    (dataset,) = published_rows("shared_datasets")
    assert dataset[:2] == ("dan-cu", "Dữ liệu dân cư") and "Chia sẻ mặc định" in dataset
    assert published_rows("dictionary") == [
        ("ho-ten", "Họ và tên", "Theo giấy khai sinh", "Chuỗi ký tự", "có", "QĐ 1")
    ]
    assert [row[4:7] for row in published_rows("services")] == [("dan-cu", "Tra cứu dân cư", "có")]


def test_a_service_that_nobody_described_is_not_told(joined):
    joined.service.versions.all().delete()
    assert published_rows("services") == []


def test_small_months_and_agreements_that_are_kept_silent_are_not_counted(joined):
    open_one, silent = approved(joined), approved(joined)
    Agreement.objects.filter(pk=silent.pk).update(disclosure=Agreement.Disclosure.INSPECTION)
    calls(open_one.case.code, 4)
    calls(silent.case.code, 9)
    calls("", 9)
    assert published_rows("calls_by_month") == []
    calls(open_one.case.code, 1, code="no_answer")
    ((month, caller, service, count, answered),) = published_rows("calls_by_month")
    assert (caller, service, count, answered) == (CALLER, SERVICE, 5, 4)
    assert month.day == 1


def found(town, text, who="hoa"):
    return find_cases(asked_of(text), town.actor(who), now=NOW).case_ids


@pytest.mark.parametrize("typed", ["dân cư", "dan cu", "điền sẵn", "tờ kha", "mot-cua", "một cửa b"])
def test_an_agreement_is_found_by_its_words(joined, typed):
    one = applied(joined)
    assert found(joined, typed) == [one.case_id]
    assert found(joined, typed, "dao") == [one.case_id]
    assert found(joined, typed, "giang") == []


def test_other_words_find_no_agreement_and_the_newest_comes_first(joined, monkeypatch):
    from tinhso.exchange.agreements import finding

    first, second = applied(joined), applied(joined, purpose="Điền sẵn tờ đơn")
    assert found(joined, "đất đai") == [] and found(joined, "dân cư đất") == []
    asked = finding.ByPerson(["tra", "cuu"], "", "")
    seen = [first.case_id, second.case_id]
    assert finding.find_agreements(asked, seen, 9) == seen[::-1]
    assert finding.find_agreements(asked, seen, 1) == seen[1:]
    monkeypatch.setattr(finding, "LOOKED_THROUGH", 1)
    assert finding.find_agreements(asked, seen, 9) == seen[1:]


@pytest.mark.parametrize(
    ("typed", "there"),
    [("", True), ("DAN CU", True), ("so-a", True), ("đất", False), ("x" * 101, True), ("\x00", True)],
)
def test_services_are_found_by_words(joined, client, typed, there):
    client = joined.sign_in(client, "hoa")
    page = client.get("/can-bo/chia-se-du-lieu/dich-vu/", {"tim": typed}).content.decode()
    assert ("Tra cứu dân cư" in page) is there
    assert ("Không có dịch vụ nào khớp" in page) is not there
