"""The page of a commune: what it tells, what it keeps back because it is of few, and which communes have one."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.communes import page
from tinhso.indicators.communes.office_notes import commune_notes
from tinhso.indicators.infrastructure.tests import makers as network
from tinhso.indicators.models import CriteriaSet, GoodModel, Recognition
from tinhso.indicators.tests import makers as make
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit, UnitSuccession
from tinhso.kernel.site import context
from tinhso.kernel.site.declare import CommunePart

HERE = "/so-lieu/xa/14797/"


@pytest.fixture
def commune(network_town, measures, monkeypatch):
    """Few cases settled in one commune, many in another, enough in a third; the first is recognised and has stations."""
    town = network_town
    monkeypatch.setattr(context, "read_through", lambda key, read: read())
    monkeypatch.setattr(page, "WORK", ())
    monkeypatch.setattr(page, "REPORTED", ("test.settled_all",))
    make.make_version(
        "test.settled_all",
        name="Đã giải quyết",
        address="ty-le",
        numerator="test.settled",
        denominator=None,
        unit="việc",
        factor=1,
        decimals=0,
    )
    make.make_case(town, "2023-03-10")
    third = AdminUnit.objects.create(
        code="14760",
        name="Phường Thứ Ba",
        level=AdminUnit.Level.COMMUNE,
        parent=town.commune.parent,
        valid=town.commune.valid,
    )
    for day in range(10, 24):
        for place in (*[town.other_commune] * 4, third):
            make.make_case(town, f"2023-03-{day}", place=place)
    refresh_cells(now=NOW, every=True)
    network.item(town, technologies=("4G",))
    return town


def test_it_tells_what_the_commune_has_and_where_its_figures_come_from(
    commune, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(26):
        body = client.get("/so-lieu/xa/14758/").content.decode()
    assert "Phường Hàm Rồng" in body
    assert "56 việc" in body
    assert "/so-lieu/xa/14758/ty-le/?ky=2023" in body
    assert "Sổ hạ tầng chưa có dòng nào của xã này." in body


def test_a_number_opens_the_commune_s_definition_and_rows(commune, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        body = client.get("/so-lieu/xa/14758/ty-le/?ky=2023").content.decode()
    assert "Phường Hàm Rồng" in body and "56 việc" in body and "Nguồn và cách tính" in body
    assert '<a href="/so-lieu/ty-le/#so-do-1">' in body and "test.settled" not in body, "in words"
    assert "/so-lieu/xa/14758/ty-le/dong/1/?ky=2023" in body and "/so-lieu/ty-le/?ky=2023" in body
    assert client.get("/so-lieu/xa/14758/ty-le/dong/1/?ky=2023").status_code == 200
    assert "56 việc" not in client.get("/so-lieu/xa/14758/ty-le/?ky=%00x").content.decode(), "this year"
    few = client.get(f"{HERE}ty-le/?ky=2023").content.decode()
    assert "1 việc" not in few and "không công bố" in few and "dong/1" not in few
    for path in (
        "14797/ty-le/dong/1/?ky=2023", "14758/ty-le/dong/9/", "14758/khong-co/", "99999/ty-le/", "38/ty-le/",
    ):  # fmt: skip
        assert client.get(f"/so-lieu/xa/{path}").status_code == 404, path


def test_a_commune_that_began_in_mid_year_says_so_and_of_whom_it_came(commune, client):
    assert "chỉ tính từ ngày ấy" not in client.get("/so-lieu/xa/14758/").content.decode()
    unit, begun = commune.other_commune, date(2023, 7, 1)
    unit.valid = DateRange(begun, None)
    unit.save()
    former = AdminUnit.objects.create(
        code="14759", name="Xã Cũ", level="commune", parent=unit.parent,
        valid=DateRange(date(2020, 1, 1), begun),
    )  # fmt: skip
    UnitSuccession.objects.create(old=former, new=unit, on=begun, source="thử")
    for path in ("", "ty-le/"):
        body = client.get(f"/so-lieu/xa/14758/{path}").content.decode()
        assert "có từ ngày 01/07/2023" in body and "trước đó thuộc Xã Cũ" in body


def test_a_number_of_few_people_is_shown_to_nobody(commune, client):
    body = client.get(HERE).content.decode()
    assert "1 việc" not in body
    assert "quá ít, không công bố" in body
    assert "Trạm BTS" in body


def test_what_would_give_the_few_of_another_commune_back_is_not_shown_either(commune, client):
    """Whoever reads all pages subtracts: the whole province, less the other communes, is the one of few."""
    body = client.get("/so-lieu/xa/14760/").content.decode()
    assert "14 việc" not in body
    assert "quá ít, không công bố" in body


def test_nor_of_another_agency(commune, client, monkeypatch):
    monkeypatch.setattr(page, "WORK", ("test.settled_all",))
    for _ in range(2):
        make.make_case(commune, "2023-03-10", agency=commune.agency_b)
    refresh_cells(now=NOW, every=True)
    table = page.work_table(commune.other_commune, commune.agency_a, NOW.date())
    assert "71" not in str(table.rows)
    assert "quá ít, không công bố" in str(table.rows)


def test_it_names_what_is_recognised_on_the_day_and_what_works_well(commune, client):
    committee = Agency.objects.create(
        code="ubnd-hac-thanh",
        name="UBND phường Hạc Thành",
        kind=Agency.Kind.COMMITTEE,
        level=Agency.Level.COMMUNE,
        unit=commune.commune,
        valid=DateRange(date(2020, 1, 1), None),
    )
    criteria = CriteriaSet.objects.create(
        code="cds_xa", name="Chuyển đổi số cấp xã", version=1, valid=DateRange(date(2020, 1, 1), None)
    )
    for number, ends in (("5/QĐ", None), ("6/QĐ", date(2024, 1, 1))):
        Recognition.objects.create(
            criteria=criteria if ends is None else _other(criteria),
            agency=committee,
            number=number,
            decided_on=date(2023, 5, 1),
            ended_on=ends,
        )
    GoodModel.objects.create(
        agency=committee,
        place=commune.commune,
        title="Chợ không tiền mặt",
        doer="Tổ",
        what="Dán mã",
        result="Tốt",
        since=date(2023, 1, 1),
        state="confirmed",
        entered_at=NOW,
        confirmed_at=NOW,
    )
    body = client.get(HERE).content.decode()
    assert "5/QĐ" in body and "6/QĐ" not in body
    assert "Chợ không tiền mặt" in body
    assert commune_notes([committee.pk, commune.agency_a.pk])[committee.pk].url == HERE
    assert list(commune_notes([commune.agency_a.pk])) == []


def _other(criteria):
    return CriteriaSet.objects.create(code="khac", name="Bộ khác", version=1, valid=criteria.valid)


def test_what_systems_tell_stands_under_their_heading_and_nothing_where_they_have_nothing(
    commune, client, monkeypatch
):
    lines = {"14797": [("Đã trả lời", "7", "/phan-anh/?xa=14797")]}
    part = CommunePart("Phản ánh thử", lambda code, day: lines.get(code, []))
    monkeypatch.setattr(page, "all_of", lambda kind: [part])
    assert "Phản ánh thử" in client.get(HERE).content.decode()
    assert "Phản ánh thử" not in client.get("/so-lieu/xa/14758/").content.decode()


def test_only_communes_of_the_day_have_one(commune, client):
    for code in ("99999", "38", "khong-co"):
        assert client.get(f"/so-lieu/xa/{code}/").status_code == 404
    commune.commune.valid = DateRange(date(2020, 1, 1), date(2024, 1, 1))
    commune.commune.save()
    assert client.get(HERE).status_code == 404
    UnitSuccession.objects.create(
        old=commune.commune, new=commune.other_commune, on=date(2024, 1, 1), source="thử"
    )
    answer = client.get(HERE, follow=True)
    assert answer.redirect_chain == [("/so-lieu/xa/14758/", 302)] and "không còn" in answer.content.decode()
    for path in ("ty-le/?ky=2023", "ty-le/dong/1/?ky=2023"):
        answer = client.get(f"{HERE}{path}", follow=True)
        assert answer.redirect_chain == [("/so-lieu/xa/14758/ty-le/", 302)], path
        assert "đây là số liệu của" in answer.content.decode()
    assert client.get(f"{HERE}khong-co/").status_code == 404


def test_the_list_is_searched_by_name_without_marks(commune, client):
    body = client.get("/so-lieu/xa/", {"q": "hac thanh"}).content.decode()
    assert HERE in body and "14758" not in body
    assert "Không có xã, huyện nào khớp" in client.get("/so-lieu/xa/", {"q": "zzz\x00"}).content.decode()
    for wrong in ("0", "x", "999999999999"):
        assert client.get("/so-lieu/xa/", {"trang": wrong}).status_code == 200
