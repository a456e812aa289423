"""Registers of outlets in the province and of licences of the field: what the law registers, dated, and nothing about what anybody writes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.datasets import TABLES
from tinhso.press.models import FieldLicence, LicenceNote, OutletOffice
from tinhso.press.registers.actions.enter_licence import enter_licence, note_licence
from tinhso.press.registers.actions.register_outlet_office import (
    end_outlet_office,
    erase_ended_offices,
    register_outlet_office,
)
from tinhso.press.registers.permissions import can_enter_registers

TODAY = date(2024, 3, 8)
RESIDENT = {
    "kind": "resident", "outlet": "Báo Ví Dụ", "name": "", "address": "Phường Hạc Thành, Thanh Hóa",
    "full_name": "Người thường trú (mô phỏng)", "card": "IBT01234", "starts": TODAY,
}  # fmt: skip
LICENCE = {
    "kind": "aggregated", "number": "01/GP-STTTT", "holder": "Công ty Ví Dụ", "title": "Trang tổng hợp Ví Dụ",
    "address": "https://tonghop.example.vn/", "dossier": "", "starts": date(2023, 1, 1), "ends": date(2025, 1, 1),
}  # fmt: skip
NOTE = {
    "kind": "inspection",
    "on": TODAY,
    "number": "02/BB",
    "result": "Đúng nội dung giấy phép",
    "until": None,
}


def office(town, **words):
    given = RESIDENT | {"client_key": uuid4(), "by": town.actor("bien"), "now": NOW} | words
    return register_outlet_office(**given)


def licence(town, **words):
    return enter_licence(**(LICENCE | {"by": town.actor("bien"), "now": NOW} | words))


def noted(town, row, **words):
    return note_licence(licence=row, **(NOTE | {"by": town.actor("bien"), "now": NOW} | words))


def test_an_outlet_is_registered_once_ends_and_its_card_goes(press_desk):
    key = uuid4()
    row = office(press_desk, client_key=key)
    assert office(press_desk, client_key=key) == row and row.card == "IBT01234"
    other = office(press_desk, kind="office", name="Văn phòng đại diện", card="")
    end_outlet_office(office=row, ends=TODAY + timedelta(days=1), by=press_desk.actor("bien"), now=NOW)
    assert OutletOffice.objects.on(TODAY).count() == 2
    assert OutletOffice.objects.on(TODAY + timedelta(days=1)).count() == 1
    assert erase_ended_offices(now=NOW + timedelta(days=80)) == 0
    assert erase_ended_offices(now=NOW + timedelta(days=100)) == 1
    erased = OutletOffice.objects.get(pk=row.pk)
    assert (erased.card, erased.full_name, erased.address, erased.outlet) == ("", "", "", "Báo Ví Dụ")
    end_outlet_office(office=other, ends=TODAY + timedelta(days=1), by=press_desk.actor("bien"), now=NOW)
    assert erase_ended_offices(now=NOW + timedelta(days=100)) == 1, "and once"
    other.refresh_from_db()
    assert other.full_name == "" and other.address and other.name
    names = set(EventRow.objects.filter(name__startswith="press.OutletOffice").values_list("name", flat=True))
    assert names == {"press.OutletOfficeRegistered", "press.OutletOfficeEnded"}


def test_what_is_refused_of_an_outlet(press_desk):
    assert not can_enter_registers(press_desk.actor("xa"), TODAY)
    for words in (
        {"kind": "spy"},
        {"outlet": "x"},
        {"name": "Tên"},
        {"address": "x"},
        {"full_name": ""},
        {"card": "12"},
        {"card": ""},
        {"starts": date(1850, 1, 1)},
        {"kind": "office", "name": ""},
    ):
        with pytest.raises(EntryRefused):
            office(press_desk, **words)
    for who in ("xa", "viet", "an"):
        with pytest.raises(PressForbidden):
            office(press_desk, by=press_desk.actor(who))
    row = office(press_desk)
    with pytest.raises(EntryRefused):
        end_outlet_office(office=row, ends=row.starts, by=press_desk.actor("bien"), now=NOW)
    with pytest.raises(PressForbidden):
        end_outlet_office(office=row, ends=TODAY, by=press_desk.actor("xa"), now=NOW)


def test_no_column_is_about_what_somebody_writes(press_desk):
    assert {field.name for field in OutletOffice._meta.concrete_fields} == {
        *("id", "kind", "outlet", "name", "address", "full_name", "card", "card_erased_at"),
        *("starts", "ends", "by", "at", "client_key"),
    }


def test_a_licence_is_renewed_inspected_and_revoked(press_desk):
    row = licence(press_desk)
    assert licence(press_desk) == row and row.standing(TODAY) == "Đang hiệu lực"
    assert noted(press_desk, row) == noted(press_desk, row)
    noted(press_desk, row, kind="renewal", number="03/GH", until=date(2026, 1, 1))
    row.refresh_from_db()
    assert licence(press_desk) == row and row.ends == date(2026, 1, 1) and row.standing(row.ends) == "Hết hạn"
    noted(press_desk, row, kind="revocation", number="04/TH")
    row.refresh_from_db()
    assert row.standing(TODAY) == "Đã thu hồi" and LicenceNote.objects.count() == 3
    with pytest.raises(EntryRefused, match="thu hồi"):
        noted(press_desk, row, number="05/BB")


def test_what_is_refused_of_a_licence(press_desk):
    for words in (
        {"kind": "x"},
        {"number": ""},
        {"holder": "x" * 201},
        {"address": "javascript:alert(1)"},
        {"dossier": "mã hồ sơ"},
        {"ends": LICENCE["starts"]},
    ):
        with pytest.raises(EntryRefused):
            licence(press_desk, **words)
    row = licence(press_desk)
    with pytest.raises(EntryRefused, match="đã có trong sổ"):
        licence(press_desk, holder="Công ty khác")
    for words in ({"title": "Tên gõ lại"}, {"ends": date(2024, 6, 1)}, {"dossier": "H56.1"}):
        with pytest.raises(EntryRefused, match="nội dung khác"):
            licence(press_desk, **words)
    for words in (
        {"kind": "x"},
        {"number": ""},
        {"result": "x"},
        {"on": TODAY + timedelta(days=1)},
        {"until": date(2027, 1, 1)},
        {"kind": "renewal"},
    ):
        with pytest.raises(EntryRefused):
            noted(press_desk, row, **words)
    with pytest.raises(PressForbidden):
        licence(press_desk, by=press_desk.actor("xa"))
    with pytest.raises(PressForbidden):
        noted(press_desk, row, by=press_desk.actor("viet"))
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldLicence.objects.update(address="javascript:alert(1)")


def test_the_pages(press_desk, client, monkeypatch, django_assert_max_num_queries):
    row, reporter = licence(press_desk), office(press_desk)
    noted(press_desk, row)
    for place in ("/co-quan-bao-chi/", "/giay-phep-bao-chi/", "/giay-phep-bao-chi/?loai=social"):
        with django_assert_max_num_queries(12):
            assert client.get(place).status_code == 200
    public = client.get("/co-quan-bao-chi/").content.decode()
    assert "Báo Ví Dụ" in public and reporter.card not in public
    assert "Đúng nội dung giấy phép" in client.get("/giay-phep-bao-chi/").content.decode()
    desk = "/can-bo/so-bao-chi/"
    press_desk.sign_in(client, "xa")
    assert client.get(desk).status_code == 403
    press_desk.sign_in(client, "bien")
    with django_assert_max_num_queries(16):
        assert reporter.card in client.get(desk).content.decode()
    assert AccessRow.objects.filter(page=f"press_registers:{reporter.pk}").exists()
    monkeypatch.setattr("tinhso.press.registers.views.public_pages.PAGE", 1)
    last = office(press_desk, outlet="Báo Y")
    assert last.outlet not in client.get(desk).content.decode()
    assert last.outlet in client.get(desk, {"trang": "2"}).content.decode()
    form = RESIDENT | {"client_key": str(uuid4()), "starts": "08/03/2024"}
    wrong = client.post(f"{desk}moi/", form | {"card": "1"})
    assert wrong.status_code == 422 and "Báo Ví Dụ" in wrong.content.decode()
    assert client.post(f"{desk}moi/", form).status_code == 302
    assert client.post(f"{desk}{reporter.pk}/thoi/", {"ends": "09/03/2024"}).status_code == 302
    paper = LICENCE | {"number": "09/GP", "starts": "01/01/2024", "ends": "01/01/2026"}
    assert client.post(f"{desk}giay-phep/", paper).status_code == 302
    sent = NOTE | {"on": "08/03/2024", "number": "10/BB", "until": ""}
    assert client.post(f"{desk}giay-phep/{row.pk}/", sent).status_code == 302
    assert client.post(f"{desk}giay-phep/{row.pk}/", sent | {"result": "x"}).status_code == 422


def test_open_tables_hold_what_is_in_force_and_nobody(press_desk):
    office(press_desk)
    office(press_desk, kind="office", name="Văn phòng đại diện", card="")
    ended = office(press_desk, outlet="Báo Cũ", starts=date(2020, 1, 1))
    end_outlet_office(office=ended, ends=TODAY, by=press_desk.actor("bien"), now=NOW)
    row = licence(press_desk)
    licence(press_desk, number="02/GP", starts=date(2024, 3, 9), ends=date(2026, 1, 1))
    tables = {table.code: table for table in TABLES}
    offices, licences = tables["press.outlet_offices"], tables["press.field_licences"]
    names = [name for name, _heading in offices.columns]
    found = list(offices.rows().values_list(*names))
    assert [one[:2] for one in found] == [
        ("Báo Ví Dụ", "Văn phòng đại diện"),
        ("Báo Ví Dụ", "Phóng viên thường trú"),
    ]
    assert [one[3] for one in found] == [RESIDENT["address"], ""], (
        "where an office is, not where somebody lives"
    )
    assert not {"full_name", "card", "address"} & set(names)
    assert [one.number for one in licences.rows()] == ["01/GP-STTTT"]
    noted(press_desk, row, kind="revocation", number="04/TH")
    assert not licences.rows().exists()
