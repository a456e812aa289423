"""What everybody reads: numbers by commune, operator and year, figures with their rows, open tables without positions."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.data import reading
from tinhso.indicators.datasets import TABLES
from tinhso.indicators.infrastructure import measured
from tinhso.indicators.infrastructure.actions.end_item import end_item
from tinhso.indicators.infrastructure.counts import infrastructure_map, place_counts
from tinhso.indicators.infrastructure.tests import makers as make
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.measures import INFRASTRUCTURE
from tinhso.indicators.models import InfrastructureItem, OperatorTable
from tinhso.kernel.events.public import SYSTEM

HERE = (Decimal("19.807100"), Decimal("105.776200"))
PUBLIC = "/so-lieu/ha-tang-so/"


def everything(town):
    make.item(town, position=HERE, technologies=("4G", "5G"))
    fibre = {"kind": "fibre", "technologies": ()}
    make.item(town, code="F1", **fibre)
    make.item(town, code="F2", **fibre)
    make.item(town, code="P1", kind="post", technologies=(), internet=True)
    network = {"kind": "state", "technologies": (), "user_agency_id": town.agency_b.pk}
    make.item(town, code="S1", **network)
    make.item(town, code="S2", **network)
    make.village(town)


def test_numbers_stand_at_the_commune_of_the_day(network_town):
    everything(network_town)
    numbers = place_counts(NOW.date())
    found = numbers.by_place[network_town.commune.pk]
    assert {
        name: found[name] for name in ("station", "four", "five", "fibre", "post", "state", "village")
    } == {
        "station": 1,
        "four": 1,
        "five": 1,
        "fibre": 2,
        "post": 1,
        "state": 2,
        "village": 1,
    }
    assert [unit.name for unit, _ in numbers.found("hac thanh")] == [network_town.commune.name]
    assert infrastructure_map("wifi", numbers, NOW.date()) is None


def test_a_commune_and_an_agency_count_once_until_the_last_of_theirs_ended(network_town):
    everything(network_town)
    assert [(one.code, one.fibre_until) for one in measured.communes_with_fibre()] == [("F1", None)]
    assert [(one.code, one.network_until) for one in measured.agencies_on_network()] == [("S1", None)]
    for code in ("F1", "F2"):
        item = InfrastructureItem.objects.get(code=code)
        end_item(item=item, until=NOW.date(), by=network_town.actor("emi"), now=NOW)
    assert [one.fibre_until for one in measured.communes_with_fibre()] == [NOW.date()]
    assert {one.begins_on for one in measured.communes()} == {date(2020, 1, 1)}


def test_rows_are_seen_by_officers_and_no_open_table_has_a_position(network_town):
    everything(network_town)
    actor, nobody = network_town.actor("bao"), SYSTEM
    assert measured.items_seen(InfrastructureItem.objects.all(), actor).count() == 6
    assert not measured.items_seen(InfrastructureItem.objects.all(), nobody).exists()
    assert not measured.villages_seen(measured.villages(), actor).exists()
    assert measured.villages_seen(measured.villages(), network_town.actor("chi")).count() == 1
    mine = [one for one in TABLES if one.code.endswith(("stations", "service_points", "without_signal"))]
    assert len(mine) == 3
    for table in mine:
        fields = [name for name, _ in table.columns]
        rows = list(table.rows().values(*fields))
        assert len(rows) == 1
        assert not any("position" in name or name in ("lat", "lon") for name in fields)
        assert "19.8" not in str(rows)
    for measure in INFRASTRUCTURE:
        assert "position" not in str(measure.rows().query)


def only_these(monkeypatch):
    """The definitions, criteria and measures of this subject alone: the others take seconds."""
    mine = {code: one for code, one in reading.definitions().items() if one["group"] == "Hạ tầng số"}
    criteria = {"ha_tang_so": reading.criteria_sets()["ha_tang_so"]}
    monkeypatch.setattr(reading, "definitions", lambda: mine)
    monkeypatch.setattr(reading, "criteria_sets", lambda: criteria)
    monkeypatch.setattr("tinhso.indicators.cells.actions.refresh_cells.all_of", lambda kind: INFRASTRUCTURE)


@pytest.mark.long
def test_the_public_page_its_file_and_its_figures(
    network_town, client, monkeypatch, django_assert_max_num_queries
):
    everything(network_town)
    only_these(monkeypatch)
    load_indicators(by=SYSTEM, now=NOW)
    load_criteria(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    with django_assert_max_num_queries(30):
        page = client.get(PUBLIC).content.decode()
    assert "chưa kiểm chứng" not in page and "Nhóm tiêu chí hạ tầng số" in page
    criteria = client.get(reverse("criteria_set", args=["ha_tang_so"])).content.decode()
    assert "chưa kiểm chứng" in criteria
    assert client.get(f"{PUBLIC}?q=hạc&ban_do=station&trang=9").status_code == 200
    assert client.get(f"{PUBLIC}?q={'x' * 101}&ban_do=zz").status_code == 200
    asked = client.get(f"{PUBLIC}?q=phường").content.decode()
    assert "xã, phường chưa có dòng nào trong sổ" in asked and "Phường Hạc Thành" in asked
    text = client.get(f"{PUBLIC}theo-xa.csv").content.decode("utf-8-sig")
    assert "Phường Hạc Thành,–,1,1,1,2,1,2,0,1" in text
    assert "105.77" not in text and "105.77" not in page
    for address in (
        "tram-bts-dang-dung",
        "xa-co-cap-quang",
        "thon-chua-co-song",
        "co-quan-noi-mang-chuyen-dung",
    ):
        answer = client.get(f"/so-lieu/{address}/?ky=2024-03-08").content.decode()
        assert "khớp" in answer and "không khớp" not in answer, address
        assert "105.77" not in answer
    assert "T1" not in client.get("/so-lieu/tram-bts-dang-dung/dong/1/?ky=2024-03-08").content.decode()


@pytest.mark.long
def test_a_table_is_sent_read_and_imported_by_its_pages(network_town, client):
    town, desk = network_town, "/can-bo/ha-tang-so/bang/"
    town.sign_in(client, "emi")
    sent = {"kind": "station", "operator": town.operator.pk, "as_of": "01/03/2024"}
    assert client.post(f"{desk}moi/", sent).status_code == 422
    program = SimpleUploadedFile("bang.csv", b"MZ\x90\x00")
    assert client.post(f"{desk}moi/", sent | {"file": program}).status_code == 422
    wrong = client.post(f"{desk}moi/", sent | {"file": SimpleUploadedFile("bang.csv", b"a;b\n1;2\n")})
    assert wrong.status_code == 422 and "thiếu cột" in wrong.content.decode()
    assert "đã nhận, bỏ chọn" in wrong.content.decode()
    data = make.content(*make.ROWS, "A9;=1+1;1;4G;;;;")
    assert client.post(f"{desk}moi/", sent | {"file": SimpleUploadedFile("b.csv", data)}).status_code == 302
    at = f"{desk}{OperatorTable.objects.get().pk}/"
    page = client.get(at).content.decode()
    assert "Không có xã mã “1”" in page and "19,8071" not in page
    assert "A9" in client.get(f"{at}chua-hieu.csv").content.decode()
    assert client.post(f"{at}nhap/").status_code == 302
    assert client.post(f"{at}nhap/").status_code == 422
    assert client.get(f"{at}chua-hieu.csv").status_code == 404
    assert client.get(at).status_code == client.get(desk).status_code == 200
    assert client.get(f"{at}tep/").status_code in (200, 409)
    assert "Mã,Tên" in client.get(f"{desk}mau/station.csv").content.decode()
    assert client.get(f"{desk}mau/la.csv").status_code == 404
    assert InfrastructureItem.objects.count() == 2
    assert town.sign_in(client, "van").get(f"{at}tep/").status_code == 403
    town.sign_in(client, "bao")
    for address in (at, f"{desk}moi/", f"{at}tep/", f"{at}chua-hieu.csv"):
        assert client.get(address).status_code == 403
    assert "A1" not in client.get(desk).content.decode()
