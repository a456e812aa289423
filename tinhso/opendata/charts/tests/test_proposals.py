"""A table proposes its own charts; time stays in order; the axes have names; a map is drawn on the borders of any day."""

from datetime import datetime

import pytest
from django.http import QueryDict
from django.test import Client

from tinhso.kernel.site.clock import HANOI
from tinhso.opendata.charts.drawing import _natural as natural
from tinhso.opendata.charts.drawing import chart_of, definition_of
from tinhso.opendata.charts.proposals import is_time, proposals_of
from tinhso.opendata.engine.expressions import Ask
from tinhso.opendata.models import VersionProfile
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
ROWS = """select 'Tháng ' || m as thang, 'H' || (m % 3) as huyen, m * 10 as san_luong, m as ma_so
    from range(1, 13) t(m)"""
COLUMNS = [
    ("thang", "Tháng", "text"),
    ("huyen", "Huyện", "text"),
    ("san_luong", "Sản lượng (tấn)", "whole"),
    ("ma_so", "Mã số", "whole"),
]


@pytest.fixture
def version(opened):
    made = make_version(opened, ROWS, COLUMNS, now=NOW)
    columns = [{"name": "thang", "distinct": 12}, {"name": "huyen", "distinct": 3}]
    VersionProfile.objects.create(version=made, columns=columns, made_at=NOW)
    return made


def test_what_a_table_proposes_is_over_time_by_category_and_never_of_codes(version):
    found = [(one.group, one.measure) for one in proposals_of(version)]
    assert found == [("Tháng", "Sản lượng (tấn)"), ("Huyện", "Sản lượng (tấn)"), ("Huyện", "")]
    assert is_time("a", "Ngày cấp", "date") and is_time("nam_hoc", "", "whole")
    assert is_time("nam", "NĂM 2023", "whole") and not is_time("nam", "Nam", "whole")  # years, men
    assert not is_time("ten", "Tên", "text") and not is_time("a", "Ban quản lý", "text")


def test_the_page_draws_the_first_and_names_the_others(version, opened):
    page = Client().get(f"/du-lieu/{opened.slug}/bieu-do/").content.decode()
    assert "Tổng Sản lượng (tấn) theo Tháng" in page and "Biểu đồ gợi ý" in page
    assert "Trục ngang: Tháng" in page and "?loai=thanh&amp;nhom=huyen" in page


def test_time_stays_in_order_where_nobody_says_otherwise(version):
    asked = definition_of(version, QueryDict("nhom=thang&loai=cot&phep=tong&gia=san_luong"))
    chart = chart_of(version, Ask(), asked)
    assert list(chart.labels) == [f"Tháng {n}" for n in range(1, 13)]
    assert sorted(["10²", "9²", "9"], key=natural) == ["9", "9²", "10²"]
    by_size = definition_of(version, QueryDict("nhom=thang&loai=cot&thu-tu=lon&phep=tong&gia=san_luong"))
    assert chart_of(version, Ask(), by_size).labels[0] == "Tháng 12"
    assert definition_of(version, QueryDict("nhom=huyen")).grouping.by_size


def test_a_table_without_anything_to_propose_says_how_to_choose(opened):
    make_version(opened, "select 'x' as ten", [("ten", "Tên", "text")], now=NOW)
    page = Client().get(f"/du-lieu/{opened.slug}/bieu-do/").content.decode()
    assert "Chọn một cột để nhóm" in page and "Biểu đồ gợi ý" not in page


@pytest.mark.parametrize(("day", "status"), [("31/02/2024", 400), ("x", 400), ("01/01/1800", 400)])
def test_a_day_of_borders_that_is_none_is_refused(version, opened, day, status):
    given = {"kieu": "vung", "nhom": "huyen", "ngay": day}
    answer = Client().get(f"/du-lieu/{opened.slug}/ban-do/", given)
    assert answer.status_code == status and "Ngày" in answer.content.decode()
