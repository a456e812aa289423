from datetime import date, datetime
from decimal import Decimal

import pytest
from django.conf import settings

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.places.public import (
    AdminUnit,
    ancestors,
    children,
    communes_of,
    convert,
    full_name,
    place_tree,
)
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
ARTICLE, NEW_YEAR, TWO_LEVELS = date(2024, 3, 8), date(2025, 1, 1), date(2025, 7, 1)
LEVEL = AdminUnit.Level


@pytest.fixture
def pack(whole_province):
    return whole_province


@pytest.mark.long
@pytest.mark.parametrize(
    ("day", "districts", "communes"), [(ARTICLE, 27, 559), (NEW_YEAR, 26, 547), (TWO_LEVELS, 0, 166)]
)
def test_the_province_has_its_units_on_each_day(pack, day, districts, communes):
    units = AdminUnit.objects.on(day)
    assert units.filter(level=LEVEL.DISTRICT).count() == districts
    assert units.filter(level=LEVEL.COMMUNE).count() == communes
    committees = Agency.objects.on(day).filter(kind="committee")
    assert committees.filter(level="district").count() == districts
    assert committees.filter(level="commune").count() == communes
    assert Agency.objects.on(day).filter(kind="desk", level="commune").count() == communes


@pytest.mark.long
def test_a_second_load_changes_nothing(pack):
    second = load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=NOW).total
    assert (second.created, second.changed) == (0, 0)
    assert EventRow.objects.filter(name="people.PackLoaded").exists()


@pytest.mark.long
def test_each_load_is_told_in_the_log_with_what_it_did(pack):
    loads = EventRow.objects.filter(name="people.PackLoaded")
    before = loads.count()
    load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=NOW)
    assert loads.count() == before + 1
    assert loads.latest("pk").payload == {"province_code": "38", "created": 0, "changed": 0}


@pytest.mark.long
def test_twenty_one_communes_keep_one_row_through_all_dates(pack):
    assert AdminUnit.objects.communes().on(ARTICLE).on(TWO_LEVELS).count() == 21
    tam_chung = AdminUnit.objects.get(code="14848")
    assert full_name(tam_chung, ARTICLE) == "Xã Tam Chung, huyện Mường Lát, tỉnh Thanh Hóa"
    assert [u.level for u in ancestors(tam_chung, TWO_LEVELS)] == [LEVEL.PROVINCE]


def test_a_code_used_again_is_another_row(pack):
    names = list(AdminUnit.objects.filter(code="14797").order_by("valid").values_list("name", flat=True))
    assert names == ["Phường Đông Hải", "Phường Hạc Thành"]


def test_what_lies_below_the_province_depends_on_the_day(pack):
    province = AdminUnit.objects.get(code="38")
    assert children(province, ARTICLE).count() == 27
    assert children(province, TWO_LEVELS).count() == 166
    assert communes_of(province, NEW_YEAR).count() == 547
    assert len(place_tree(TWO_LEVELS)[0].children) == 166


def test_figures_are_read_on_later_borders_and_the_whole_adds_up(pack):
    figures = {u.pk: 100 for u in AdminUnit.objects.on(ARTICLE).communes()}
    read = convert(figures, ARTICLE, TWO_LEVELS)
    assert read.total == Decimal(55900)
    assert len(read.incomplete) == 17  # they took a part of one of the ten splits without a weight
    assert len(read.by_unit) == 166 - 17
    splits = {"14758", "15016", "15271", "15328", "15637", "15772", "15793", "16264", "16273", "16435"}
    unplaced = dict(AdminUnit.objects.filter(pk__in=read.unplaced).values_list("code", "name"))
    assert set(unplaced) - splits == {"15217", "15790", "16651"}  # three without a known successor


def test_figures_of_one_day_stay_as_they_are(pack):
    figures = {u.pk: Decimal(7) for u in AdminUnit.objects.on(ARTICLE).communes()[:20]}
    assert convert(figures, ARTICLE, ARTICLE).by_unit == figures


def test_figures_are_read_on_earlier_borders_where_nothing_was_merged(pack):
    figures = {u.pk: 10 for u in AdminUnit.objects.on(TWO_LEVELS).communes()}
    read = convert(figures, TWO_LEVELS, ARTICLE)
    assert read.total == Decimal(1660)
    # 21 unchanged, and Mường Lát that only changed its kind
    assert len(read.by_unit) == 22
    assert not set(read.by_unit) & set(read.incomplete)


def test_rules_move_with_the_day(pack):
    assert rule("supplement.effect", on=ARTICLE) == "restart"
    assert rule("supplement.effect", on=TWO_LEVELS) == "pause"
    assert rule("local_citizen_login_allowed", on=date(2024, 7, 1)) is False
