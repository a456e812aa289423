"""The state of a dossier and the catalogue as other agencies get them."""

import pytest

from tinhso.exchange.provided.declared import BadQuestion, ServiceQuery, check_answer
from tinhso.kernel.law.models import Rule
from tinhso.onestop.catalogue.exchange_services import CATALOGUE, found_procedures, one_procedure
from tinhso.onestop.dossier.exchange_services import FIELDS, status_of
from tinhso.onestop.tests.makers import CODE, NOW


def query_of(**values):
    return ServiceQuery(values, NOW)


def of(dossier, code="", number=""):
    given = {"maHoSo": code or dossier.case.code, "So-Dinh-Danh": number or dossier.case.person.id_number}
    return status_of(ServiceQuery(given, NOW))


def test_whoever_has_the_code_and_the_number_learns_how_it_stands(shop, django_assert_max_num_queries):
    dossier = shop.dossier("examine")
    with django_assert_max_num_queries(3):
        found = of(dossier)
    check_answer(FIELDS, found, "thử")
    assert found["maHoSo"] == dossier.case.code and found["maThuTuc"] == CODE
    assert found["trangThai"] == "in_progress" and found["ngayHenTra"] and found["ngayKetThuc"] is None
    assert of(dossier, code=dossier.case.code.lower()) == found


def test_a_foreign_code_a_foreign_number_a_draft_and_a_confidential_case_are_not_there(shop):
    dossier, draft = shop.dossier("examine"), shop.start(who="an")
    assert of(dossier, number="001200009999") is None
    assert of(dossier, code="000.00.00.H56-240308-9999") is None
    assert of(draft) is None
    type(dossier.case).objects.filter(pk=dossier.case.pk).update(confidential=True)
    assert of(dossier) is None


def test_a_sensitive_procedure_is_not_named(shop):
    dossier = shop.dossier("examine")
    valid = Rule.objects.first().valid
    Rule.objects.create(key="notices.sensitive_procedures", value=[CODE], valid=valid, source="thử")
    assert of(dossier)["maThuTuc"] is None


def test_the_catalogue_is_what_the_public_api_says(shop, client):
    search, whole = (one.fields for one in CATALOGUE.operations)
    given = {one.name: "" for one in CATALOGUE.operations[0].parameters}
    found = found_procedures(ServiceQuery(given, NOW))
    check_answer(search, found, "thử")
    assert CODE in [one["code"] for one in found["items"]]
    one = one_procedure(query_of(maThuTuc=CODE))
    check_answer(whole, one, "thử")
    assert one == client.get(f"/api/thu-tuc/{CODE}").json()
    assert one_procedure(query_of(maThuTuc="9.999999")) is None
    with pytest.raises(BadQuestion, match="level"):
        found_procedures(ServiceQuery(given | {"level": "khong-co"}, NOW))
