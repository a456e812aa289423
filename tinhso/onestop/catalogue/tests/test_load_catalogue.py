from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count

from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site import clock
from tinhso.lib.forms import BadForm, Weight, logic, verdict
from tinhso.lib.packs.template import NewProvince, write_pack
from tinhso.onestop.catalogue.actions.load_catalogue import Loaded, load_catalogue
from tinhso.onestop.catalogue.national_content import NOT_ONLINE_TEXT, national_versions
from tinhso.onestop.conftest import whole_list
from tinhso.onestop.data import reading
from tinhso.onestop.data.reading import TWO_LEVELS
from tinhso.onestop.models import NoVersion, OnlineService, Procedure, ProcedureVersion
from tinhso.onestop.tests.makers import SERVICES

NOW = datetime(2024, 3, 8, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OLD, NEW = date(2024, 3, 8), date(2025, 11, 24)
HOUSE, POST = "cxm-nha-o-rieng-le", "1.003659"

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(catalogue):
    return catalogue


def version(code, day):
    return ProcedureVersion.objects.of(Procedure.objects.get(code=code), day)


@pytest.mark.long
def test_everything_is_read_and_a_second_time_nothing_changes(db):
    first = load_catalogue(by=SYSTEM, now=NOW, services=SERVICES)
    assert first.procedures == Procedure.objects.count() >= 1580
    assert first.versions == ProcedureVersion.objects.count()
    counts = OnlineService.objects.on(OLD).values_list("kind").annotate(n=Count("pk")).order_by()
    assert dict(counts) == {"partly": 890, "wholly": 872}  # the published stock of 08/3/2024
    event = EventRow.objects.get(name="onestop.CatalogueLoaded")
    assert event.payload["procedures"] == first.procedures
    assert load_catalogue(by=SYSTEM, now=NOW, services=SERVICES) == Loaded(0, 0, 0)
    assert EventRow.objects.filter(name="onestop.CatalogueLoaded").count() == 1


@pytest.mark.long
@pytest.mark.parametrize("code", [HOUSE, POST])
def test_the_two_procedures_of_our_own_have_a_version_for_both_rule_sets(loaded, code):
    old, new = (ProcedureVersion.objects.in_force(day).get(procedure__code=code) for day in (OLD, NEW))
    assert (old.number, new.number) == (1, 2)
    assert verdict(old.definition, new.definition) is not Weight.REFUSED
    for one in (old, new):
        assert one.own_form
        assert abs(sum(step["share"] for step in one.process) - 1) < 1e-9
        assert [p["id"] for p in one.papers if p["made"]]
        conditions = [p["show_if"] for p in one.papers if "show_if" in p]
        assert [f for c in conditions for f in logic.faults(c)] == []
        assert {n for c in conditions for n in logic.names(c)} <= one.definition.fields.keys()


@pytest.mark.long
def test_the_house_permit_is_the_districts_until_it_bears_its_national_code(loaded):
    assert str(version(HOUSE, OLD).limit_at("district")) == "15 ngày"
    assert version(HOUSE, OLD).limit_at("commune") is None
    with pytest.raises(NoVersion):
        version(HOUSE, NEW)
    assert Procedure.objects.on(OLD).get(code=HOUSE).competence == "district"
    assert not Procedure.objects.on(NEW).filter(code=HOUSE).exists()  # by its national code from 1/7/2025


@pytest.mark.long
def test_a_procedure_without_a_form_of_its_own_gets_the_general_one(loaded):
    received = version("1.010945", OLD)
    assert not received.own_form
    assert received.definition.id == "don-chung"
    assert received.limit_at("commune") is None


def test_a_procedure_of_somebody_else_has_no_version(loaded):
    with pytest.raises(NoVersion):
        version("cxm-bhxh-mot-lan", OLD)


def test_content_known_from_a_day_on_is_not_shown_before_and_what_began_then_was_not_there():
    row = next(one for one in whole_list() if one.since < one.content_since == TWO_LEVELS)
    general = [one for one in reading.versions() if "procedure" not in one]

    def versions_of(one):
        found = national_versions({1: one}, general, {one.field: ""}, NOW)
        return [(made.valid.lower, made.manner_text == NOT_ONLINE_TEXT) for made in found]

    assert [bare for _, bare in versions_of(row)] == [True, False]
    assert versions_of(replace(row, since=TWO_LEVELS)) == [(TWO_LEVELS, False)]


def test_a_version_before_its_time_is_not_in_force(loaded):
    with pytest.raises(NoVersion):
        version(POST, date(2015, 1, 1))


@pytest.mark.parametrize(
    "change", [{"result_name": "khác"}, {"form": {}}, {"published_at": None}, {"number": 9}]
)
def test_a_published_version_cannot_be_changed(loaded, change):
    one = ProcedureVersion.objects.filter(procedure__code=POST, number=1)
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        one.update(**change)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        one.delete()


def test_only_the_end_of_a_published_version_may_come_nearer(loaded):
    one = ProcedureVersion.objects.filter(procedure__code=POST, number=2)
    one.update(valid=DateRange(date(2025, 7, 1), date(2026, 1, 1)))
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        one.update(valid=DateRange(date(2025, 7, 1), None))


def test_two_versions_never_hold_on_one_day(loaded):
    one = ProcedureVersion.objects.get(procedure__code=POST, number=2)
    one.pk, one.number = None, 3
    with pytest.raises(IntegrityError, match="onestop_one_version_a_day"), transaction.atomic():
        one.save()


def test_a_form_with_a_fault_stops_the_whole_catalogue(loaded, monkeypatch):
    faulty = [v | {"form": v["form"] | {"steps": [{"khong": "hieu"}]}} for v in reading.versions()[:1]]
    monkeypatch.setattr(reading, "versions", lambda: faulty)
    before = EventRow.objects.filter(name="onestop.CatalogueLoaded").count()
    with pytest.raises(BadForm):
        load_catalogue(by=SYSTEM, now=NOW, services=SERVICES)
    assert EventRow.objects.filter(name="onestop.CatalogueLoaded").count() == before


@pytest.mark.long
def test_another_text_of_a_published_version_holds_as_the_next_one_from_today_on(loaded, monkeypatch):
    """An installation from before the change is upgraded instead of refused, once, and keeps what it published."""
    changed = [
        v | {"result_name": "Giấy phép (lời mới)"} if v.get("procedure") == POST and v["number"] == 1 else v
        for v in reading.versions()
    ]
    monkeypatch.setattr(reading, "versions", lambda: changed)
    former = version(POST, OLD)
    assert load_catalogue(by=SYSTEM, now=NOW).versions == 1
    renewed, before = version(POST, OLD), version(POST, date(2024, 3, 7))
    assert (renewed.number, renewed.result_name) == (3, "Giấy phép (lời mới)")
    assert (before.pk, before.result_name) == (former.pk, former.result_name)
    assert version(POST, NEW).number == 2
    assert load_catalogue(by=SYSTEM, now=NOW).versions == 0


@pytest.mark.long
def test_another_text_does_not_displace_what_a_keeper_wrote(loaded, monkeypatch):
    ProcedureVersion.objects.filter(procedure__code=POST, number=2).update(
        valid=DateRange(date(2025, 7, 1), date(2026, 1, 1))
    )
    written = ProcedureVersion.objects.get(procedure__code=POST, number=2)
    written.pk, written.number, written.drafters, written.valid = (
        None,
        3,
        [1],
        DateRange(date(2026, 1, 1), None),
    )
    written.result_name = "Lời của tỉnh"
    written.save(force_insert=True)
    changed = [
        v | {"result_name": "khác"} if v.get("procedure") == POST and v["number"] == 2 else v
        for v in reading.versions()
    ]
    monkeypatch.setattr(reading, "versions", lambda: changed)
    later = NOW.replace(year=2026)
    assert load_catalogue(by=SYSTEM, now=later).versions == 0
    assert version(POST, later.date()).result_name == "Lời của tỉnh"


@pytest.mark.long
def test_a_list_of_the_province_says_all_that_is_online(loaded, settings, tmp_path, capsys):
    settings.PROVINCE_PACK = tmp_path / "binh-hoa"
    write_pack(
        settings.PROVINCE_PACK, NewProvince("Tỉnh Bình Hòa", "99", "H99"), source=settings.SHIPPED_PACK
    )
    left = OnlineService.objects.on(clock.now().date()).count()
    call_command("load_catalogue")
    assert f"0 dòng. Dịch vụ trực tuyến đang có mà danh sách ấy không ghi: {left} " in capsys.readouterr().out
    OnlineService.objects.all().delete()
    assert load_catalogue(by=SYSTEM, now=NOW).services == 0
    with (settings.PROVINCE_PACK / "online_services.csv").open("a", encoding="utf-8") as file:
        file.write(f"{POST},province,wholly,,2024-01-01,,,Quyết định của tỉnh\n")
    assert load_catalogue(by=SYSTEM, now=NOW).services == OnlineService.objects.count() == 1
    (settings.PROVINCE_PACK / "online_services.csv").unlink()
    assert load_catalogue(by=SYSTEM, now=NOW).services > 1


def test_online_services_are_counted_by_procedure_and_level(loaded):
    assert OnlineService.objects.on(OLD).filter(procedure__code=HOUSE).get().level == "district"
    assert not OnlineService.objects.on(NEW).filter(procedure__code=HOUSE).exists()
    assert OnlineService.objects.on(NEW).filter(procedure__code=POST).get().kind == "wholly"
