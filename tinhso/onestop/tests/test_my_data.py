"""What a citizen's export holds of the dossiers, and who read one, as its own page tells it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from tests.town import FOREVER
from tinhso.casework.public import readings
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.law.models import Rule
from tinhso.onestop.models import FeeCharge, HandOver, Payment
from tinhso.onestop.tests.makers import NOW

CHARGE = {
    "state": "paid",
    "due": "hand_over",
    "lines": [],
    "total": 8000,
    "paid": 8000,
    "pay_code": "TS00000001",
    "asked_at": NOW,
    "expires_at": NOW,
}


@pytest.fixture
def read(shop):
    """An officer of the cast reads the dossier."""

    def read(dossier, who, purpose="handling", at=NOW):
        log_access(by=shop.actor(who), purpose=purpose, page="desk_dossier", case_ids=[dossier.pk], at=at)

    return read


def export(town, client, who):
    town.sign_in(client, who)
    answer = client.post("/tai-khoan/du-lieu/tai-ve/")
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.long
def test_the_export_holds_answers_papers_slips_and_the_result(shop, client, read):
    dossier = shop.dossier("hand_over")
    for attached in dossier.attachments.all():
        type(attached.file).objects.filter(pk=attached.file_id).update(state="clean")
    read(dossier, "emi")
    archive, code = export(shop.town, client, "an"), dossier.case.code
    (row,) = json.loads(archive.read("ho-so/ho-so.json"))
    assert (row["ma"], row["noi_dung_da_khai"]["muc_dich"]) == (code, "Mở bưu cục")
    (slip,) = json.loads(archive.read("ho-so/phieu.json"))
    assert slip["mau"] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    names = [name for name in archive.namelist() if name.startswith(f"ho-so/{code}/")]
    assert sorted(name.split("/")[2] for name in names) == ["giay-to", "ket-qua"]
    assert archive.read(next(name for name in names if "giay-to" in name)) == PDF
    (seen,) = json.loads(archive.read("qua-trinh/ai-da-xem.json"))
    assert (seen["ma"], seen["vi_tri"], seen["co_quan"]) == (code, "Chuyên viên", "Sở A")
    everything = b"".join(
        archive.read(name) for name in archive.namelist() if not name.endswith(".pdf")
    ).decode()
    assert "Trịnh Thị Emi" not in everything


@pytest.mark.parametrize("who", ["dung", "binh", "emi", "quan"])
def test_nobody_exports_the_dossier_of_somebody_else(shop, client, who):
    code = shop.dossier("examine").case.code
    archive = export(shop.town, client, who)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert code not in everything
    assert "Mở bưu cục" not in everything


def test_the_owner_reads_which_post_read_when_and_why(shop, client, read):
    dossier = shop.dossier("examine")
    read(dossier, "binh")
    read(dossier, "emi", at=NOW + timedelta(hours=1))
    read(dossier, "emi", at=NOW + timedelta(hours=2))
    read(dossier, "chi", "signing", at=NOW + timedelta(days=1))
    shop.town.sign_in(client, "an")
    page = client.get(f"/ho-so/{dossier.case.code}/").content.decode()
    part = page[page.index("Ai đã xem hồ sơ này") :]
    assert "Phó Giám đốc, Sở A: ký kết quả" in part
    assert "Chuyên viên, Sở A: giải quyết hồ sơ" in part
    assert "10:00 ngày 08/03/2024" in part
    assert "2 lượt trong ngày" in part
    assert not [name for name in ("Trịnh Thị Emi", "Hoàng Văn Chi", "Nguyễn Thị Bình") if name in part]


def test_neither_page_nor_export_tells_of_an_inspection(shop, client, read):
    dossier = shop.dossier("examine")
    read(dossier, "emi")
    read(dossier, "chi", "audit")
    hidden = Rule(key="access.hidden_purposes", value=["audit"], valid=FOREVER, source="Luật Thanh tra")
    assert {one.post for one in readings([dossier.pk])} == {"Chuyên viên", "Phó Giám đốc"}
    hidden.save()
    assert [one.post for one in readings([dossier.pk])] == ["Chuyên viên"]
    archive = export(shop.town, client, "an")
    (name,) = (one for one in archive.namelist() if one.endswith("ai-da-xem.json"))
    exported = archive.read(name).decode()
    assert "Chuyên viên" in exported and "Phó Giám đốc" not in exported
    Rule(key="access.hidden_kinds", value=["dossier"], valid=FOREVER, source="Luật Tố cáo").save()
    assert readings([dossier.pk]) == []


def test_an_own_export_is_nobodys_reading(shop, client, read, django_assert_max_num_queries):
    dossier = shop.dossier("examine")
    export(shop.town, client, "an")
    log_access(by=shop.actor("an"), purpose="own_data", page="x", case_ids=[dossier.pk], at=NOW)
    read(dossier, "emi")
    with django_assert_max_num_queries(6):  # the clock and the rules of what is not told among them
        (only,) = readings([dossier.pk])
    assert (only.post, only.times) == ("Chuyên viên", 1)


@pytest.mark.long
def test_the_export_holds_trips_papers_on_paper_money_and_who_collected(shop, client):
    dossier = shop.dossier("hand_over")
    dossier.handed_in.create(paper="phuong_an", officer=shop.town.binh, noted_at=NOW)
    dossier.trips.create(why="receipt", made_at=NOW)
    charge = FeeCharge.objects.create(dossier=dossier, agency=shop.town.desk_a, **CHARGE)
    Payment.objects.create(
        charge=charge, agency=shop.town.desk_a, channel="cash", state="counted", finding="exact",
        amount=8000, paid_at=NOW,
    )  # fmt: skip
    words = {"how": "desk", "collected_by": "Con của An", "id_number": "1234"}
    HandOver.objects.create(
        dossier=dossier,
        collector="other",
        authority="Giấy số 5",
        officer=shop.town.binh,
        handed_at=NOW,
        **words,
    )
    archive = export(shop.town, client, "an")
    rows = {
        name: json.loads(archive.read(f"ho-so/{name}.json"))
        for name in ("giay-to-ban-giay", "lan-di-lai", "khoan-da-nop", "tra-ket-qua")
    }
    assert [row["giay_to"] for row in rows["giay-to-ban-giay"]] == ["Phương án"]
    assert [row["viec"] for row in rows["lan-di-lai"]] == ["Nộp hồ sơ"]
    assert [row["so_tien"] for row in rows["khoan-da-nop"]] == [8000]
    assert [(row["nguoi_nhan"], row["giay_uy_quyen"]) for row in rows["tra-ket-qua"]] == [
        ("Con của An", "Giấy số 5")
    ]
    assert all(row["ma"] == dossier.case.code for found in rows.values() for row in found)
