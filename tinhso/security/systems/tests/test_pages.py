"""Pages of the register: entered, amended, saved; an officer of one agency learns nothing of another."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tinhso.security.models import InformationSystem
from tinhso.security.tests.makers import approve, layer_all, registered

PAGE = "/can-bo/an-toan-thong-tin/"
NEW = "/can-bo/an-toan-thong-tin/dang-ky-he-thong/"


def typed(town, **more):
    usual = {
        "client_key": str(uuid4()),
        "scope": "civil",
        "name": "Phần mềm một cửa",
        "purpose": "Giải quyết hồ sơ",
        "owner": town.agency_a.pk,
        "operator": town.agency_a.pk,
        "data_kinds": "Hồ sơ",
        "users": "Cán bộ",
        "people_count": "12.000",
        "criteria": ["many-users"],
        "starts": "05/01/2023",
    }
    return usual | more


def address(name, system, *more):
    return reverse(name, args=[system.code, *more])


def test_an_officer_registers_and_works_on_a_system(guarded, client, django_assert_max_num_queries):
    guarded.sign_in(client, "anh")
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, typed(guarded, name="x" * 201)).status_code == 422
    closed = client.post(NEW, typed(guarded, scope="closed"))
    assert closed.status_code == 422 and "quốc phòng" in closed.content.decode()
    answer = client.post(NEW, typed(guarded))
    system = InformationSystem.objects.get()
    assert answer["Location"] == address("information_system", system) and system.people_count == 12_000
    day = {"starts": "06/01/2023"}
    partner = {"partner_name": "Cổng <b>X</b>", "data_passed": "Hồ sơ"} | day
    assert client.post(address("connect_information_system", system), partner).status_code == 302
    for layer in (1, 2, 3, 4):
        data = {"layer": layer, "provider": "Trung tâm", "evidence": "QĐ 7"} | day
        assert client.post(address("system_layer", system), data).status_code == 302
    with django_assert_max_num_queries(20):
        page = client.get(address("information_system", system)).content.decode()
    assert "Cổng &lt;b&gt;X" in page and "Lớp 4" in page and "NĐ 85/2016" in page
    edited = typed(guarded, ver=1, name="Tên mới", client_key=str(system.client_key))
    assert client.post(address("edit_information_system", system), edited).status_code == 302
    assert client.post(address("edit_information_system", system), edited).status_code == 422
    ends = address("end_system_connection", system, 1)
    assert client.get(ends).status_code == 200
    assert client.post(ends, {"ends": "hôm nay"}).status_code == 422
    assert client.post(ends, {"ends": "08/03/2024"}).status_code == 302
    assert client.get(address("system_approval", system)).status_code == 403
    retire = address("retire_information_system", system)
    assert client.post(retire, {"retired_on": "08/03/2024", "reason": "Thay"}).status_code == 302
    page = client.get(address("information_system", system)).content.decode()
    assert "Thay" in page and retire not in page


def test_a_coordinator_approves_and_checks(guarded, client):
    system = registered(guarded, guarded.agency_a, "anh")
    layer_all(guarded, system, "anh")
    guarded.sign_in(client, "cuc")
    decided = {"number": "9/QĐ-SA", "decided_on": "01/06/2023", "decided_by": guarded.agency_a.pk}
    approval = address("system_approval", system)
    assert client.post(approval, decided | {"level": "1"}).status_code == 422
    assert client.post(approval, decided | {"level": "2"}).status_code == 302
    review = address("system_review", system)
    assert client.post(review, {"reviewed_on": "08/03/2024"}).status_code == 422
    assert client.post(review, {"reviewed_on": "08/03/2024", "complete": "on"}).status_code == 302
    page = client.get(address("information_system", system)).content.decode()
    assert "9/QĐ-SA" in page and "Đã đủ" in page


def test_an_officer_of_one_agency_learns_nothing_of_another(guarded, client, django_assert_max_num_queries):
    system = registered(guarded, guarded.agency_a, "anh", name="=Hệ thống mật danh")
    approve(guarded, system)
    guarded.sign_in(client, "bach")
    listed = client.get(PAGE, {"q": "mat danh"}).content.decode()
    assert "mật danh" not in listed.split("<table")[-1] and "Không có hệ thống" in listed
    assert "mật danh" not in client.get(PAGE, {"tep": "csv"}).content.decode()
    unknown = client.get(reverse("information_system", args=["khong-co"]))
    for name in (
        "information_system",
        "edit_information_system",
        "retire_information_system",
        "system_layer",
    ):
        answer = client.get(address(name, system))
        assert answer.status_code == unknown.status_code == 404
    guarded.sign_in(client, "anh")
    with django_assert_max_num_queries(12):
        assert "mật danh" in client.get(PAGE, {"q": "mat danh"}).content.decode()
    assert "'=Hệ thống" in client.get(PAGE, {"tep": "csv"}).content.decode("utf-8-sig")
    guarded.sign_in(client, "chi")
    assert client.get(address("information_system", system)).status_code == 200
    assert client.get(address("edit_information_system", system)).status_code == 403


@pytest.mark.parametrize("who", ["ho", "emi", "tra", "an"])
def test_who_has_no_part_finds_no_door(guarded, client, who):
    guarded.sign_in(client, who)
    assert client.get(PAGE).status_code == 403
