"""The town with its data exchange: agency A provides, agency B asks, agency C runs the platform, the committee decides."""

import json
from datetime import date

import pytest

from tests.town import FOREVER, make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.models import InformationSystem, Service
from tinhso.exchange.registry.actions.enter_member import enter_member
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.topics.tests.makers import TOPIC, system_of
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import DataOfficer, Head

RULES = {
    "exchange.operator": "so-c",
    "exchange.arbiter": "ubnd-tinh",
    "exchange.kinds": ["default", "specific"],
    "exchange.objection_days": 5,
    "exchange.approval_days": 5,
    "exchange.dispute_days": 10,
    "exchange.review_days": 365,
    "exchange.withdrawal_days": 90,
    "exchange.key_days": 730,
}
ANSWER = {"200": {"content": {"application/json": {"schema": {"properties": {"name": {}, "born": {}}}}}}}
PATHS = {"/people/{id}": {"get": {"summary": "Một người", "responses": ANSWER}}, "/people": {"post": {}}}


def openapi(paths=None, version="1"):
    return json.dumps(
        {"openapi": "3.1.0", "info": {"title": "Dân cư", "version": version}, "paths": paths or PATHS}
    )


def member(town, agency, code, who="cuc"):
    return enter_member(
        member_class="GOV",
        code=code,
        name=agency.name,
        agency=agency,
        tax_code="",
        contact_email="kt@example.vn",
        contact_phone="",
        by=town.actor(who),
        now=NOW,
    )


def service(town, system, code="dan-cu", who="dao", **changes):
    given = {"title": "Tra cứu dân cư", "description": "", "personal": True}
    given |= {"subject_in": "path", "subject_at": "id"}
    return enter_service(system=system, code=code, by=town.actor(who), now=NOW, **given | changes)


@pytest.fixture
def staffed(town, monkeypatch):
    """Rules, and whoever leads or answers for data: Đào at A, Hải and Hoa at B, Cúc at C, Giang at the committee."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    Rule.objects.bulk_create(
        Rule(key=key, value=value, valid=FOREVER, source="thử") for key, value in RULES.items()
    )
    town.agency_c = make_agency("so-c", "Sở C", unit=town.province, parent=town.committee)
    town.dao = make_officer("dao", "Đỗ Thị Đào", town.agency_a, "Cán bộ dữ liệu", DataOfficer)
    town.hai = make_officer("hai", "Trần Văn Hải", town.agency_b, "Giám đốc", Head)
    town.hoa = make_officer("hoa", "Lý Thị Hoa", town.agency_b, "Cán bộ dữ liệu", DataOfficer)
    town.cuc = make_officer("cuc", "Ngô Thị Cúc", town.agency_c, "Giám đốc", Head)
    town.giang = make_officer("giang", "Mai Văn Giang", town.committee, "Phó Chủ tịch", Head)
    return town


@pytest.fixture
def joined(staffed):
    """A offers the service `dan-cu`, B has a system that may ask for it."""
    town = staffed
    provider, consumer = member(town, town.agency_a, "so-a"), member(town, town.agency_b, "so-b")
    system = enter_system(member=provider, code="dan-cu", name="CSDL dân cư", by=town.actor("dao"), now=NOW)
    town.consumer = enter_system(
        member=consumer, code="mot-cua", name="Một cửa B", by=town.actor("hoa"), now=NOW
    )
    town.service = service(town, system)
    import_openapi(service=town.service, text=openapi(), by=town.actor("dao"), now=NOW)
    town.service = Service.objects.select_related("system__member__agency").get(pk=town.service.pk)
    town.consumer = InformationSystem.objects.select_related("member__agency").get(pk=town.consumer.pk)
    town.begins, town.ends = date(2024, 4, 1), date(2026, 4, 1)
    return town


@pytest.fixture
def topic_town(joined, monkeypatch):
    """Agency C is a member with a system, and one topic is declared: that of the tests."""
    town = joined
    monkeypatch.setattr("tinhso.exchange.topics.declared.all_of", lambda _kind: [TOPIC])
    town.lam = make_officer("lam", "Bùi Thị Lam", town.agency_c, "Cán bộ dữ liệu", DataOfficer)
    town.operator_member = member(town, town.agency_c, "so-c")
    system_of(town)
    return town
