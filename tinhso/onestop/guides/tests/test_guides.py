"""Pages that lead through several procedures: no dead link, by what stands, whom to ask on a day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.town import FOREVER
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import box_address
from tinhso.onestop.data.reading import rows
from tinhso.onestop.guides.box import guide_address
from tinhso.onestop.guides.lines import GuideLine, StepLine, guide_lines, guides_on
from tinhso.onestop.guides.page import guide_page
from tinhso.onestop.tests.makers import CODE, Shop

DAY = date(2024, 3, 8)


def test_each_step_belongs_to_a_guide_and_each_guide_has_steps_and_a_source():
    codes = {line.code for line in guide_lines()}
    assert {row["guide"] for row in rows("guide_steps.csv")} == codes
    assert all(line.steps and "chưa kiểm chứng" in line.law for line in guide_lines())
    assert not guides_on(date(2020, 1, 1))


def test_words_lead_to_a_guide_and_others_do_not(shop: Shop):
    assert guide_address("Nợ  lương") == "/huong-dan/no-luong/"
    assert guide_address("con bị khuyết tật") == "/huong-dan/tre-khuyet-tat/"
    assert guide_address("lương") == guide_address("x" * 100) == guide_address("") == ""


@pytest.mark.django_db
def test_words_of_daily_life_lead_to_their_page():
    assert box_address("Thứ  bảy") == box_address("ngoài giờ") == "/noi-lam-viec-ngoai-gio/"
    assert box_address("lịch tiếp công dân") == "/tiep-cong-dan/"
    assert box_address("Tiếp cận thông tin") == "/tiep-can-thong-tin/"
    assert box_address("trắng sóng") == "/so-lieu/ha-tang-so/"
    assert box_address("thứ bảy tuần sau") == box_address("x" * 100) == ""


@pytest.mark.parametrize("code", ["tre-khuyet-tat", "no-luong", "doanh-nghiep-nho"])
def test_a_guide_opens_for_everybody(shop: Shop, code: str, django_assert_max_num_queries: Any):
    with django_assert_max_num_queries(20):
        page = Client().get(f"/huong-dan/{code}/").content.decode()
    assert "chưa kiểm chứng" in page


def test_the_page_of_small_firms_names_programmes_their_score_and_nothing_dead(shop: Shop):
    Rule.objects.create(key="guide.firm_offices", value=["so-a", "khong-co"], valid=FOREVER, source="thử")
    client = Client()
    page = client.get("/doanh-nghiep/nho/").content.decode()
    assert "/doanh-nghiep/tu-danh-gia/" in page and "Sở A" in page
    assert "/thu-tuc/2.001583/" not in page  # no such procedure in this town: no link
    assert client.get("/huong-dan/").status_code == 200
    assert client.get("/huong-dan/khong-co/").status_code == 404


def test_wage_arrears_lead_to_the_office_of_the_day(shop: Shop):
    Rule.objects.create(key="guide.wage_offices", value=["so-b"], valid=FOREVER, source="thử")
    assert "Sở B" in Client().get("/huong-dan/no-luong/").content.decode()


def test_the_way_goes_on_from_what_stands(shop: Shop):
    """An has a dossier of the first step; the page of a stranger says nothing of it."""
    draft = shop.start()
    steps = (StepLine("Một", "", (CODE,)), StepLine("Hai", "", ("khong-co",)))
    line = GuideLine("thu", "Thử", "", "", (), "", "", "", DAY, None, steps)
    mine = guide_page(line, shop.town.actor("an"), DAY).steps
    assert mine[0].filed == draft.case and mine[0].is_next and not mine[1].is_next
    assert [one.code for one in mine[0].procedures] == [CODE] and mine[1].procedures == []
    other = guide_page(line, shop.town.actor("dung"), DAY).steps
    assert other[0].filed is None and not any(step.is_next for step in other)
