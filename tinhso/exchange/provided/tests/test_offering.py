"""Services of this program become services of the operator's system, once."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.conftest import member
from tinhso.exchange.connections.actions.check_connection import check_connection
from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.compiling import compile_policy
from tinhso.exchange.provided.actions.offer_services import offer_services, renew_descriptions
from tinhso.exchange.provided.declared import (
    AnswerField,
    BadQuestion,
    NotAsDeclared,
    Parameter,
    check_answer,
    declared_services,
)
from tinhso.exchange.provided.description import description
from tinhso.exchange.provided.events import ProvidedServiceOffered
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.kernel.events.public import EventRow, name_of
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.openapi import read_description

AT = "/can-bo/chia-se-du-lieu/dich-vu/"


@pytest.fixture
def ready(joined):
    """Agency C runs the platform and is a member."""
    member(joined, joined.agency_c, "so-c")
    return joined


def test_each_declared_service_is_entered_described_placed_and_told_of(ready):
    found = offer_services(by=ready.actor("cuc"), now=NOW)
    assert {one.provided for one in found} == set(declared_services())
    assert {one.system.code for one in found} == {"nen-tang"}
    assert all(one.versions.count() == 1 and one.addresses.count() == 2 for one in found)
    assert EventRow.objects.filter(name=name_of(ProvidedServiceOffered)).count() == len(found)
    assert offer_services(by=ready.actor("cuc"), now=NOW) == []
    status = next(one for one in found if one.code == "trang-thai-ho-so")
    assert (status.personal, status.subject_in, status.subject_at) == (True, "header", "So-Dinh-Danh")


def test_planes_learn_that_it_stands_at_the_program_itself(ready):
    offer_services(by=ready.actor("cuc"), now=NOW)
    place = {"environment": ServiceAddress.Environment.PRODUCTION, "instance": "VN38", "version": 1}
    urls = [one.url for one in compile_policy(**place, now=NOW).services]
    assert "tinhso:/chia-se-du-lieu/cung-cap/production/trang-thai-ho-so" in urls


def test_only_the_operator_offers(ready):
    with pytest.raises(ExchangeForbidden):
        offer_services(by=ready.actor("dao"), now=NOW)


def test_the_operator_has_to_be_a_member(joined):
    with pytest.raises(EntryRefused, match="chưa là thành viên"):
        offer_services(by=joined.actor("cuc"), now=NOW)
    with pytest.raises(CommandError, match="chưa là thành viên"):
        call_command("offer_services")


def test_the_command_offers_and_says_what(ready):
    output = StringIO()
    call_command("offer_services", stdout=output)
    assert "GOV/so-c/nen-tang/lich-lam-viec" in output.getvalue()
    assert f"Cung cấp thêm {len(declared_services())} dịch vụ" in output.getvalue()


def test_a_newer_declaration_is_the_next_version(ready, monkeypatch):
    offer_services(by=ready.actor("cuc"), now=NOW)
    assert renew_descriptions(by=ready.actor("cuc"), now=NOW) == 0
    newer = [replace(one, version=2) for one in declared_services().values()][:1]
    monkeypatch.setattr("tinhso.exchange.provided.declared.all_of", lambda _kind: newer)
    assert renew_descriptions(by=ready.actor("cuc"), now=NOW) == 1


def test_it_is_not_placed_elsewhere_and_has_no_connection_to_test(ready):
    one = offer_services(by=ready.actor("cuc"), now=NOW)[0]
    with pytest.raises(EntryRefused, match="chính nền tảng"):
        place_service(
            service=one, environment="test", url="https://a.vi-du.vn", by=ready.actor("cuc"), now=NOW
        )
    with pytest.raises(EntryRefused, match="chính nền tảng"):
        check_connection(service=one, environment="test", by=ready.actor("cuc"), now=NOW)
    cuc = ready.sign_in(Client(), "cuc")
    assert cuc.get(f"{AT}{one.pk}/noi-dat/").status_code == 404
    page = cuc.get(f"{AT}{one.pk}/").content.decode()
    assert "Chính nền tảng này" in page and "Đặt địa chỉ" not in page


@pytest.mark.long
def test_the_page_lists_them_and_offers_them(ready, django_assert_max_num_queries):
    Rule.objects.create(
        key="exchange.provided_laws",
        value={"lich-lam-viec": "Bộ luật Lao động"},
        valid=Rule.objects.first().valid,
        source="thử",
    )
    cuc, hoa = ready.sign_in(Client(), "cuc"), ready.sign_in(Client(), "hoa")
    assert "Cung cấp các dịch vụ này" not in hoa.get(f"{AT}cua-nen-tang/").content.decode()
    assert hoa.post(f"{AT}cua-nen-tang/").status_code == 403
    assert "Cung cấp các dịch vụ này" in cuc.get(f"{AT}cua-nen-tang/").content.decode()
    cuc.post(f"{AT}cua-nen-tang/")
    with django_assert_max_num_queries(40):
        page = cuc.get(f"{AT}cua-nen-tang/").content.decode()
    assert page.count("Đang cung cấp") == len(declared_services()) and "Bộ luật Lao động" in page


def test_who_applies_finds_the_law_written_down(ready):
    Rule.objects.create(
        key="exchange.provided_laws",
        value={"lich-lam-viec": "Bộ luật Lao động"},
        valid=Rule.objects.first().valid,
        source="thử",
    )
    found = {one.code: one for one in offer_services(by=ready.actor("cuc"), now=NOW)}
    page = ready.sign_in(Client(), "hoa").get(f"{AT}{found['lich-lam-viec'].pk}/de-nghi/")
    assert page.context["form"].initial["legal_basis"] == "Bộ luật Lao động"


@pytest.mark.parametrize(
    "code", ["trang-thai-ho-so", "thu-tuc-hanh-chinh", "dia-ban-co-quan", "lich-lam-viec"]
)
def test_every_description_is_read_and_every_example_is_as_declared(code, db):
    service = declared_services()[code]
    found = read_description(description(service))
    assert len(found.operations) == len(service.operations)
    for one in service.operations:
        check_answer(one.fields, json.loads(json.dumps(one.example)), code)


def test_an_answer_with_a_field_too_many_too_few_or_of_another_kind_does_not_leave():
    fields = (AnswerField("ma", "string", "Mã"), AnswerField("so", "integer", "Số", always=False))
    check_answer(fields, {"ma": "x", "so": None}, "thử")
    for wrong in ({"ma": "x"}, {"ma": "x", "so": 1, "ten": "y"}, {"ma": None, "so": 1}, {"ma": 1, "so": 1}):
        with pytest.raises(NotAsDeclared):
            check_answer(fields, wrong, "thử")
    with pytest.raises(NotAsDeclared):
        check_answer(fields, {"ma": "x", "so": True}, "thử")


def test_a_parameter_is_there_short_and_of_its_form():
    one = Parameter("ma", "query", "Mã", "1", required=True, longest=3, form="[0-9]+")
    assert one.check(" 12 ") == "12"
    for wrong in (None, "", "1234", "a", "1\x00"):
        with pytest.raises(BadQuestion):
            one.check(wrong)
