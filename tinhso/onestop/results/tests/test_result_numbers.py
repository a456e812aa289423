"""A decision that is a result takes its number from the agency's register: one agency issues no number of a type twice."""

import pytest

from tinhso.documents.measures import numbered
from tinhso.documents.models import RegisterNumber
from tinhso.documents.public import DocumentsForbidden, give_number, register_series, type_of
from tinhso.kernel.events.public import last_numbers, raise_numbers
from tinhso.kernel.papers.public import Paper, paper_numbers
from tinhso.onestop.models import Decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.prepare_seal import prepare_seal
from tinhso.onestop.results.result_number import register_number
from tinhso.onestop.takeover.counters import paper_scope

pytestmark = pytest.mark.long


def paper_of(dossier):
    return Paper.objects.select_related("agency").get(pk=Decision.objects.get(dossier=dossier).paper_id)


def as_decision(dossier, notation="QĐ-SA"):
    """The head has signed it as a decision."""
    Paper.objects.filter(pk=paper_of(dossier).pk).update(kind="decision", notation=notation)
    return dossier


def decision_of_office(shop):
    """A decision of the agency's own, that its clerk numbers."""
    day, agency = shop.now.date(), shop.town.agency_a
    return give_number(
        agency=agency,
        kind=type_of("QD", day),
        title="Nâng lương",
        day=day,
        by=shop.actor("van"),
        now=shop.now,
    ).number


def numbers(shop):
    rows = RegisterNumber.objects.filter(agency=shop.town.agency_a, type_code="QD").order_by("number")
    return list(rows.values_list("number", flat=True))


def test_decisions_of_both_systems_share_one_series_without_a_gap(shop):
    assert decision_of_office(shop) == 1
    first, second = as_decision(shop.dossier("issue")), as_decision(shop.dossier("issue"))
    for dossier in (first, second):
        prepare_seal(dossier=dossier, **shop.words("van", dossier))
    assert decision_of_office(shop) == 4
    assert [paper_of(one).full_number for one in (first, second)] == ["02/QĐ-SA", "03/QĐ-SA"]
    assert numbers(shop) == [1, 2, 3, 4]
    row = RegisterNumber.objects.get(number=2, type_code="QD")
    assert row.title == f"Quyết định: kết quả giải quyết hồ sơ {first.case.code}" and row.paper == paper_of(
        first
    )
    prepare_seal(dossier=first, **shop.words("van", first))
    assert numbers(shop) == [1, 2, 3, 4], "the number once given stays"
    assert dict(numbered().filter(paper__isnull=False).values_list("number", "signed")) == {2: "no", 3: "no"}
    issue_result(dossier=first, signer=shop.signer("so-a"), **shop.words("van", first))
    assert dict(numbered().filter(paper__isnull=False).values_list("number", "signed")) == {2: "yes", 3: "no"}


def test_what_was_given_in_a_series_of_its_own_is_not_given_again_and_the_register_says_so(shop):
    scope = paper_numbers(shop.town.agency_a.pk, "decision", shop.now.year)
    raise_numbers({scope: 40})
    dossier = as_decision(shop.dossier("issue"))
    prepare_seal(dossier=dossier, **shop.words("van", dossier))
    assert paper_of(dossier).number == 41 and last_numbers([scope]) == {scope: 40}
    assert "đến 40, đã cấp ở sổ kết quả" in RegisterNumber.objects.get(number=41).reason
    assert decision_of_office(shop) == 42 and not RegisterNumber.objects.get(number=42).reason


def test_a_licence_and_a_notation_of_its_own_stay_in_their_series(shop):
    licence, other = shop.dossier("issue"), as_decision(shop.dossier("issue"), notation="QĐ-XYZ")
    for dossier in (licence, other):
        prepare_seal(dossier=dossier, **shop.words("van", dossier))
    assert [paper_of(one).full_number for one in (licence, other)] == ["01/GP-SA", "01/QĐ-XYZ"]
    assert numbers(shop) == []


def test_two_notations_of_a_kind_may_bear_the_same_number_and_neither_stops_the_other(shop):
    """The register gives 01/QĐ-SA, the series of results 01/QĐ-XYZ: two numbers. Once again the register steps over what was given."""
    registered, other = as_decision(shop.dossier("issue")), as_decision(shop.dossier("issue"), "QĐ-XYZ")
    later = as_decision(shop.dossier("issue"))
    for dossier in (registered, other, later):
        prepare_seal(dossier=dossier, **shop.words("van", dossier))
    names = [paper_of(one).full_number for one in (registered, other, later)]
    assert names == ["01/QĐ-SA", "01/QĐ-XYZ", "02/QĐ-SA"] and numbers(shop) == [1, 2]


def test_only_the_clerk_numbers_it(shop):
    dossier = as_decision(shop.dossier("issue"))
    with pytest.raises(DocumentsForbidden):
        register_number(paper_of(dossier), by=shop.actor("emi"), now=shop.now)
    assert numbers(shop) == []


def test_numbers_of_a_former_system_go_on_in_the_register(shop):
    agency, day = shop.town.agency_a, shop.now.date()
    assert paper_scope(agency, "decision", day) == register_series(agency.pk, day.year, "QD")
    assert paper_scope(agency, "certificate", day) == paper_numbers(agency.pk, "certificate", day.year)
