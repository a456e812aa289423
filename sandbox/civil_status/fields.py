"""SANDBOX: the fields of a request, checked as strictly as a register has to: what is there, how long, which form."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sandbox.national_portal.fields import FIELD, ORDER, UNKNOWN, Refused
from tinhso.lib.messages.linked_wire import CIVIL_STATUS, INSURANCE, PARTS, RECORDS, RESIDENCE
from tinhso.lib.messages.portal_wire import BadMoment, read_moment

__all__ = ["FIELD", "ORDER", "UNKNOWN", "Refused", "check_request"]
CODE = re.compile(r"[A-Z0-9.]+-\d{6}-\d{4,}")
NUMBER = re.compile(r"\d{12}")

Check = Callable[[str, date], bool]
Rule = tuple[bool, Check, str]


def _text(longest: int) -> Check:
    return lambda value, today: len(value) <= longest


def _day(value: str, today: date) -> bool:
    try:
        return date(1900, 1, 1) <= date.fromisoformat(value) <= today
    except ValueError:
        return False


def _number(value: str, today: date) -> bool:
    return bool(NUMBER.fullmatch(value))


def _gender(value: str, today: date) -> bool:
    return value in {"Nam", "Nữ"}


NAME: Rule = (True, _text(100), "văn bản, tối đa 100 ký tự")
WORDS: Rule = (True, _text(300), "văn bản, tối đa 300 ký tự")
MAYBE: Rule = (False, _text(300), "văn bản, tối đa 300 ký tự")
DAY: Rule = (True, _day, "ngày năm-tháng-ngày, không sau hôm nay")
ID: Rule = (True, _number, "12 chữ số")
GENDER: Rule = (True, _gender, "Nam hoặc Nữ")
PERSON = {"HoTen": NAME, "NgaySinh": DAY, "GioiTinh": GENDER, "DanToc": NAME, "QuocTich": NAME}
ASKER = {"NguoiYeuCau": NAME, "DinhDanhNguoiYeuCau": ID}

DATA: Mapping[str, Mapping[str, Rule]] = {
    "KhaiSinh": PERSON
    | ASKER
    | {"NoiSinh": WORDS, "QueQuan": WORDS}
    | {"HoTenMe": MAYBE, "GiayToMe": MAYBE, "HoTenCha": MAYBE, "GiayToCha": MAYBE, "QuanHe": MAYBE},
    "KhaiTu": PERSON
    | ASKER
    | {"GiayTo": WORDS, "NoiCuTruCuoi": WORDS, "NgayMat": DAY, "NoiMat": WORDS, "NguyenNhan": WORDS},
    "KetHon": ASKER
    | {"DanToc": NAME, "QuocTich": NAME, "NgaySinh": DAY, "BenLa": GENDER}
    | {"HoTenBenKia": NAME, "NgaySinhBenKia": DAY, "DanTocBenKia": NAME, "QuocTichBenKia": NAME}
    | {"GiayToBenKia": WORDS, "NoiCuTruBenKia": WORDS},
    RESIDENCE: {"HoTen": NAME, "NgaySinh": DAY, "SoDinhDanh": ID, "NoiThuongTru": WORDS, "ChuHo": NAME}
    | {"DinhDanhChuHo": ID, "QuanHeChuHo": WORDS},
    INSURANCE: {"HoTen": NAME, "NgaySinh": DAY, "SoDinhDanh": ID, "NoiKham": WORDS},
}
"""DuLieu by LoaiDangKy, or by Phan where a part has only one kind."""


def check_request(body: Any, *, unit: str) -> None:  # noqa: ANN401
    """Refused with the first field that is missing, unknown or of another form."""
    if not isinstance(body, dict):
        raise Refused(FIELD, "Nội dung phải là một đối tượng JSON.")
    head = {
        name: _plain(body, name) for name in ("MaYeuCau", "MaDonVi", "MaHoSo", "Phan", "ThoiDiem", "CoQuan")
    }
    if head["MaDonVi"] != unit:
        raise Refused("02", "MaDonVi: đơn vị chưa đăng ký kết nối.")
    try:
        UUID(head["MaYeuCau"])
    except ValueError:
        raise Refused(FIELD, "MaYeuCau: mã UUID.") from None
    if not CODE.fullmatch(head["MaHoSo"]) or len(head["MaHoSo"]) > 60:
        raise Refused(FIELD, "MaHoSo: mã định danh, gạch, YYMMDD, gạch, số.")
    if head["Phan"] not in PARTS:
        raise Refused(FIELD, f"Phan: một trong {', '.join(PARTS)}.")
    check_data(body, _today(head["ThoiDiem"]))


def check_data(body: dict[str, Any], today: date) -> None:
    kind = body["Phan"]
    if kind == CIVIL_STATUS:
        kind = _plain(body, "LoaiDangKy")
        if kind not in RECORDS:
            raise Refused(FIELD, f"LoaiDangKy: một trong {', '.join(RECORDS)}.")
    data = body.get("DuLieu")
    if not isinstance(data, dict):
        raise Refused(FIELD, "DuLieu: bắt buộc.")
    for name in data:
        if name not in DATA[kind]:
            raise Refused(FIELD, f"DuLieu.{name}: không có trường này.")
    for name, (required, fits, words) in DATA[kind].items():
        value = data.get(name, "")
        if not isinstance(value, str) or "\x00" in value:
            raise Refused(FIELD, f"DuLieu.{name}: {words}.")
        if required and not value.strip():
            raise Refused(FIELD, f"DuLieu.{name}: bắt buộc.")
        if value and not fits(value, today):
            raise Refused(FIELD, f"DuLieu.{name}: {words}.")


def _plain(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > 300:
        raise Refused(FIELD, f"{name}: bắt buộc.")
    return value


def _today(text: str) -> date:
    try:
        moment: datetime = read_moment(text)
    except BadMoment:
        raise Refused(FIELD, "ThoiDiem: yyyyMMddHHmmss.") from None
    return moment.date()
