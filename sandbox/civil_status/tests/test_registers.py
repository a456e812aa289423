"""The pretended registers: strict about fields, one entry a person, one answer a request, a copy that can be read."""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from sandbox.civil_status.copies import draw_copy
from sandbox.civil_status.registers import NotOpen, Registers
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
CHILD = {
    "HoTen": "Lê Minh Khôi",
    "NgaySinh": "2024-02-20",
    "GioiTinh": "Nam",
    "DanToc": "Kinh",
    "QuocTich": "Việt Nam",
    "NoiSinh": "Bệnh viện A",
    "QueQuan": "Xã A",
    "HoTenMe": "Lê Thị An",
    "GiayToMe": "038190000001",
    "NguoiYeuCau": "Lê Thị An",
    "DinhDanhNguoiYeuCau": "038190000001",
}


@pytest.fixture
def registers() -> Registers:
    return Registers(Store(), unit="H56", url="http://127.0.0.1:9", draw=lambda entry: b"%PDF-thu")


def request(part="HoTich", data=None, **words):
    body = {
        "MaYeuCau": str(uuid4()),
        "MaDonVi": "H56",
        "MaHoSo": "H56.1.2-240308-0001",
        "Phan": part,
        "ThoiDiem": "20240308090000",
        "CoQuan": "UBND xã A",
        "DuLieu": CHILD if data is None else data,
    }
    return body | ({"LoaiDangKy": "KhaiSinh"} if part == "HoTich" else {}) | words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"MaDonVi": "H01"}, "02"),
        ({"MaYeuCau": "1"}, "10"),
        ({"MaHoSo": "abc"}, "10"),
        ({"Phan": "Khac"}, "10"),
        ({"LoaiDangKy": "Khac"}, "10"),
        ({"ThoiDiem": "hôm nay"}, "10"),
        ({"DuLieu": "x"}, "10"),
        ({"DuLieu": CHILD | {"NgaySinh": "2024-03-09"}}, "10"),
        ({"DuLieu": CHILD | {"HoTen": " "}}, "10"),
        ({"DuLieu": CHILD | {"Thua": "x"}}, "10"),
        ({"DuLieu": CHILD | {"DinhDanhNguoiYeuCau": "123"}}, "10"),
        ({"DuLieu": CHILD | {"GioiTinh": "nam"}}, "10"),
    ],
)
def test_a_wrong_field_is_refused_by_name(registers, words, code):
    assert registers.take(request(**words), NOW, wait=0)["error_code"] == code
    assert registers.take([], NOW, wait=0)["error_code"] == "10"


def test_a_request_counts_once_and_its_key_serves_no_other(registers):
    first = request()
    assert registers.take(first, NOW, wait=0)["error_code"] == "00"
    assert registers.take(first, NOW, wait=0)["LapLai"] is True
    assert registers.take(first | {"CoQuan": "Khác"}, NOW, wait=0)["error_code"] == "14"
    assert registers.take(request(), NOW, wait=0)["error_code"] == "12", "one is open already"
    registers.decide(first["MaYeuCau"], NOW)
    with pytest.raises(NotOpen):
        registers.decide(first["MaYeuCau"], NOW)


def test_an_entry_gets_number_book_personal_number_and_copy_and_no_second_one(registers):
    first = request()
    registers.take(first, NOW, wait=5)
    assert registers.decide_due(NOW, lambda: False) == 0, "its official is not ready"
    assert registers.decide_due(NOW + timedelta(seconds=5), lambda: False) == 1
    made = registers.store.get("request", first["MaYeuCau"])["result"]
    assert (made["So"], made["Quyen"], made["SoDinhDanh"]) == ("01/2024", "01/2024-KS", "038224000001")
    assert made["SHA256"] == hashlib.sha256(b"%PDF-thu").hexdigest()
    repeated = request(MaHoSo="H56.1.2-240308-0002")
    registers.take(repeated, NOW, wait=0)
    registers.decide(repeated["MaYeuCau"], NOW)
    assert "Đã có đăng ký khai sinh" in registers.store.get("request", repeated["MaYeuCau"])["said"]


def test_residence_and_card_want_a_number_of_the_register_and_a_child_under_six(registers):
    card = {"HoTen": "Lê", "NgaySinh": "2018-03-08", "SoDinhDanh": "038224000001", "NoiKham": "Trạm"}
    assert registers.take(request("BHYT", card), NOW, wait=0)["error_code"] == "13"
    registers.store.put("person", "038224000001", {})
    asked = request("BHYT", card)
    registers.take(asked, NOW, wait=0)
    registers.decide(asked["MaYeuCau"], NOW)
    assert "đủ 6 tuổi" in registers.store.get("request", asked["MaYeuCau"])["said"]


def test_the_copy_is_a_pdf():
    made = {"So": "01/2024", "Quyen": "01/2024-KS", "NgayDangKy": "2024-03-08"}
    assert draw_copy({"body": request(), "made": made}).startswith(b"%PDF")
