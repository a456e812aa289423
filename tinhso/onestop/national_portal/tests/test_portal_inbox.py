"""What comes from the national portal: taken once, in order, kept when it cannot be applied."""

import uuid
from typing import Any

import pytest
from django.test import Client

from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.people.public import Person
from tinhso.kernel.site import clock
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.messages.refusal import Refusal
from tinhso.onestop.models import Dossier, PortalArrival, PortalDossier, PortalFee
from tinhso.onestop.national_portal.actions.apply_arrivals import apply_arrivals
from tinhso.onestop.national_portal.actions.receive_supplement import NOTHING_IN_IT
from tinhso.onestop.national_portal.actions.skip_arrival import skip_arrival
from tinhso.onestop.national_portal.tests.portal_makers import Line
from tinhso.onestop.tests.makers import CODE, Shop

GOOD: dict[str, Any] = {
    "Loai": "HoSo",
    "MaHoSoQuocGia": "G22.38-240308-000009",
    "SoThuTu": 1,
    "MaTTHC": CODE,
    "NguoiNop": {"HoTen": "Trần Văn Mới", "SoDinhDanh": "038190000077"},
}


def letter(**changes: Any) -> dict[str, Any]:
    return GOOD | {"MaThongDiep": str(uuid.uuid4())} | changes


def test_a_dossier_from_the_portal_lies_before_the_desk_like_any_other(line: Line, shop: Shop):
    code = line.file()
    assert line.deliver() == 1
    dossier = Dossier.objects.whole().get(portal_dossier__national_code=code)
    assert dossier.case.state == State.SUBMITTED
    assert dossier.case.source == Case.Source.NATIONAL_PORTAL
    assert dossier.case.person == shop.town.an.person
    assert dossier.case.desk == shop.town.desk_a
    assert dossier.answers["muc_dich"] == "Mở bưu cục"
    assert dossier.portal_dossier.other == [["mau_sac", "Xanh"]]
    file = dossier.attachments.get().file
    assert (file.name, file.state, file.claimed_at is not None) == ("phuong-an.pdf", "quarantine", True)
    assert PortalFee.objects.get().amount == 20000
    assert EventRow.objects.filter(name="onestop.PortalDossierReceived", case_id=dossier.pk).count() == 1


def test_the_desk_reads_what_came_with_it(line: Line, shop: Shop, client: Client):
    line.file()
    line.deliver()
    case = Case.objects.get()
    page = shop.town.sign_in(client, "binh").get(f"/can-bo/ho-so/{case.code}/").content.decode()
    assert "Thông tin khác" in page
    assert "Xanh" in page
    assert "20.000 đồng" in page


def test_the_same_message_twice_makes_one_dossier(line: Line):
    body = letter()
    first, second = line.say(**body), line.say(**body)
    assert first == second
    assert first[1]["error_code"] == "00"
    assert Dossier.objects.count() == PortalDossier.objects.count() == 1


def test_a_new_person_is_made_and_a_known_one_keeps_their_details(line: Line, shop: Shop):
    line.say(**letter())
    assert Person.objects.get(id_number="038190000077").full_name == "Trần Văn Mới"
    line.say(
        **letter(
            MaHoSoQuocGia="G22.38-240308-000010",
            NguoiNop={"HoTen": "An Khác", "SoDinhDanh": "038190000001"},
        )
    )
    shop.town.an.person.refresh_from_db()
    assert shop.town.an.person.full_name == "Lê Thị An"


def test_a_message_out_of_order_waits_for_the_one_before(line: Line, shop: Shop):
    late = letter(Loai="RutHoSo", SoThuTu=2, NoiDung="Nộp nhầm")
    assert line.say(**late)[1]["TrangThaiTin"] == "waiting"
    assert Dossier.objects.count() == 0
    line.say(**letter())
    assert Case.objects.get().state == State.WITHDRAWN
    assert set(PortalArrival.objects.values_list("state", flat=True)) == {"applied"}


def test_a_supplement_brings_words_and_a_file_back_to_the_desk(line: Line, shop: Shop):
    code = line.file()
    line.deliver()
    dossier = Dossier.objects.whole().get()
    ask_supplement(
        dossier=dossier, text="Thiếu phương án", **shop.words("binh", dossier) | {"now": clock.now()}
    )
    line.server.citizens.supplement(code, "Gửi thêm", shop.now)
    assert line.deliver() == 1
    dossier = Dossier.objects.whole().get()
    assert dossier.case.state == State.SUBMITTED
    assert dossier.attachments.filter(round=1).count() == 1
    assert ["Nội dung bổ sung", "Gửi thêm"] in dossier.portal_dossier.other


def test_a_supplement_that_brings_nothing_is_answered_in_words_and_the_next_one_is_taken_after_it_is_set_aside(
    line: Line, shop: Shop
):
    line.say(**letter())
    dossier = Dossier.objects.whole().get()
    words = shop.words("binh", dossier) | {"now": clock.now()}
    ask_supplement(dossier=dossier, text="Thiếu phương án", **words)
    answer = line.say(**letter(Loai="BoSung", SoThuTu=2, NoiDung=" "))[1]
    assert (answer["error_code"], answer["message"]) == (Refusal.SHAPE, NOTHING_IN_IT)
    assert line.say(**letter(Loai="BoSung", SoThuTu=3, NoiDung="Gửi thêm"))[1]["TrangThaiTin"] == "waiting"
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN
    held = PortalArrival.objects.get(state="held")
    assert (held.seq, held.error_text) == (2, NOTHING_IN_IT)
    skip_arrival(arrival=held, reason="Tin trống", by=shop.actor("binh"), now=clock.now())
    apply_arrivals(held.national_code, now=clock.now())
    assert shop.fresh(dossier).case.state == State.SUBMITTED


def test_a_fee_told_twice_was_paid_once(line: Line, shop: Shop):
    code = line.file(pay=False)
    line.server.citizens.pay(code, shop.now)
    line.server.citizens.pay(code, shop.now)
    line.deliver()
    assert PortalFee.objects.count() == 1
    assert EventRow.objects.filter(name="onestop.PortalFeeReceived").count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"MaTTHC": "9.999999"}, Refusal.PROCEDURE),
        ({"MaXa": "99999"}, Refusal.AGENCY),
        ({"MaDonVi": "H99.1"}, Refusal.AGENCY),
        ({"Loai": "BoSung"}, Refusal.NO_DOSSIER),
        (
            {"TaiLieuNop": [{"TenTepDinhKem": "a.pdf", "DuongDanTaiTepTin": "http://127.0.0.1:1/x"}]},
            Refusal.FILE,
        ),
    ],
)
def test_what_cannot_be_applied_is_kept_and_answered_by_name(line: Line, changes: Any, refusal: Refusal):
    status, answer = line.say(**letter(**changes))
    assert (status, answer["error_code"]) == (200, refusal.value)
    held = PortalArrival.objects.get()
    assert (held.state, held.error_code) == ("held", refusal.value)
    assert EventRow.objects.filter(name="onestop.PortalArrivalHeld").count() == 1
    assert Dossier.objects.count() == 0


def test_a_supplement_that_nobody_asked_for_is_held(line: Line):
    line.say(**letter())
    answer = line.say(**letter(Loai="BoSung", SoThuTu=2))[1]
    assert answer["error_code"] == Refusal.STATE


@pytest.mark.parametrize(
    "changes",
    [
        {"Loai": "Khac"},
        {"SoThuTu": 0},
        {"SoThuTu": "1"},
        {"MaThongDiep": "x"},
        {"MaHoSoQuocGia": "a b"},
        {"NguoiNop": {"HoTen": "A", "SoDinhDanh": "12"}},
        {
            "DanhSachLePhi": [
                {"TenPhiLePhi": "A", "Gia": -1, "MaThamChieu": "1", "ThoiDiemNop": "20240308080000"}
            ]
        },
        {"DuLieuBieuMau": []},
        {"NoiDung": "x" * 5000},
    ],
)
def test_a_message_of_a_wrong_shape_is_refused_and_not_kept(line: Line, changes: Any):
    status, answer = line.say(**letter(**changes))
    assert (status, answer["error_code"]) == (400, Refusal.SHAPE)
    assert PortalArrival.objects.count() == 0


def test_the_same_id_with_another_content_is_refused(line: Line):
    body = letter()
    line.say(**body)
    assert line.say(**body, HinhThucNhanKetQua="desk")[1]["error_code"] == Refusal.CONTENT


def test_a_wrong_signature_opens_nothing(line: Line, client: Client, settings: Any):
    assert line.send(b"{}", secret="khac")[0] == 401  # noqa: S106
    assert client.get("/lien-thong/cong-dvc/ket-qua/x/").status_code == 401
    settings.NATIONAL_PORTAL = None
    assert line.say(**letter())[0] == 401
    assert client.get("/lien-thong/cong-dvc/").status_code == 405
