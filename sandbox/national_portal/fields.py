"""SANDBOX: the fields of DongBoHoSoMC and CapNhatTienDoHoSoMC, checked as strictly as QCVN 120:2019/BTTTT writes them."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from tinhso.lib.messages.portal_wire import BadMoment, read_moment

CODE = re.compile(r"[A-Z0-9.]+-\d{6}-\d{4,}")
FIELD, PROCEDURE, ORDER, UNKNOWN = "10", "11", "12", "13"


class Refused(Exception):
    """The portal does not take the message: code and words of the answer."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def _text(longest: int) -> Callable[[str], bool]:
    return lambda value: len(value) <= longest


def _moment(value: str) -> bool:
    try:
        read_moment(value)
    except BadMoment:
        return False
    return True


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


_state = _one_of(*[str(n) for n in range(1, 11)])
_code = lambda value: bool(CODE.fullmatch(value)) and len(value) <= 60  # noqa: E731

Rule = tuple[bool, Callable[[str], bool], str]
SYNC: Mapping[str, Rule] = {
    "MaHoSo": (True, _code, "mã định danh, gạch, YYMMDD, gạch, số"),
    "MaTTHC": (True, _text(60), "văn bản, tối đa 60 ký tự"),
    "TenTTHC": (True, _text(1000), "văn bản"),
    "MaLinhVuc": (True, _text(60), "văn bản"),
    "TenLinhVuc": (True, _text(300), "văn bản"),
    "ChuHoSo": (False, _text(200), "văn bản"),
    "LoaiDoiTuong": (True, _one_of("1", "2"), "1 hoặc 2"),
    "MaDoiTuong": (False, _text(20), "văn bản, tối đa 20 ký tự"),
    "ThongTinKhac": (False, _text(4000), "văn bản"),
    "Email": (False, _text(120), "thư điện tử"),
    "Fax": (False, _text(20), "văn bản"),
    "SoDienThoai": (False, _text(20), "văn bản"),
    "TrichYeuHoSo": (True, _text(1000), "văn bản"),
    "NgayTiepNhan": (True, _moment, "yyyyMMddHHmmss"),
    "NgayHenTra": (False, _moment, "yyyyMMddHHmmss"),
    "TrangThaiHoSo": (True, _state, "1 đến 10"),
    "NgayTra": (False, _moment, "yyyyMMddHHmmss"),
    "ThongTinTra": (False, _text(300), "văn bản"),
    "HinhThuc": (True, _one_of("0", "1"), "0 hoặc 1"),
    "NgayKetThucXuLy": (False, _moment, "yyyyMMddHHmmss"),
    "DonViXuLy": (True, _text(300), "văn bản"),
    "GhiChu": (False, _text(1000), "văn bản"),
    "MaHoSoQuocGia": (False, _text(60), "văn bản"),
}
LISTS: Mapping[str, Mapping[str, Rule]] = {
    "TaiLieuNop": {
        "TepDinhKemId": (True, _text(60), "văn bản"),
        "TenTepDinhKem": (True, _text(200), "văn bản"),
        "IsDeleted": (True, _one_of("True", "False"), "True hoặc False"),
        "MaThanhPhanHoSo": (False, _text(60), "văn bản"),
        "DuongDanTaiTepTin": (False, _text(500), "văn bản"),
    },
    "DanhSachLePhi": {
        "TenPhiLePhi": (True, _text(200), "văn bản"),
        "MaPhiLePhi": (False, _text(60), "văn bản"),
        "HinhThucThu": (True, _one_of("0", "1"), "0 hoặc 1"),
        "Gia": (True, str.isdecimal, "số"),
        "LoaiPhiLePhi": (True, _one_of("1", "2"), "1 hoặc 2"),
    },
    "DanhSachHoSoBoSung": {
        "HoSoBoSungId": (True, _text(60), "văn bản"),
        "NguoiYeuCauBoSung": (True, _text(200), "văn bản"),
        "NoiDungBoSung": (True, _text(4000), "văn bản"),
        "NgayBoSung": (True, _moment, "yyyyMMddHHmmss"),
        "NgayTiepNhanBoSung": (False, _moment, "yyyyMMddHHmmss"),
        "TrangThaiBoSung": (True, _one_of("0", "1"), "0 hoặc 1"),
    },
    "DanhSachGiayToKetQua": {
        "TenGiayTo": (True, _text(500), "văn bản"),
        "MaThanhPhanHoSo": (False, _text(60), "văn bản"),
        "GiayToId": (True, _text(100), "văn bản"),
        "DuongDanTepTinKetQua": (True, _text(500), "văn bản"),
    },
}
PROGRESS: Mapping[str, Rule] = {
    "MaHoSo": SYNC["MaHoSo"],
    "NguoiXuLy": (True, _text(300), "văn bản"),
    "ChucDanh": (False, _text(200), "văn bản"),
    "ThoiDiemXuLy": (True, _moment, "yyyyMMddHHmmss"),
    "PhongBanXuLy": (False, _text(300), "văn bản"),
    "NoiDungXuLy": (True, _text(1000), "văn bản"),
    "TrangThai": (True, _state, "1 đến 10"),
    "NgayBatDau": (False, _moment, "yyyyMMddHHmmss"),
    "NgayKetThucTheoQuyDinh": (False, _moment, "yyyyMMddHHmmss"),
}


def check(row: Any, rules: Mapping[str, Rule], *, lists: Collection[str] = (), where: str = "") -> None:  # noqa: ANN401
    """Refused for the first field that is missing, unknown or wrong."""
    if not isinstance(row, dict):
        raise Refused(FIELD, f"{where or 'data'}: phải là đối tượng.")
    if unknown := set(row) - set(rules) - set(lists):
        raise Refused(FIELD, f"{where}{sorted(unknown)[0]}: trường không có trong đặc tả.")
    for name, (required, fits, form) in rules.items():
        value = row.get(name, "")
        if not isinstance(value, str):
            raise Refused(FIELD, f"{where}{name}: phải là văn bản.")
        if required and not value:
            raise Refused(FIELD, f"{where}{name}: bắt buộc.")
        if value and not fits(value):
            raise Refused(FIELD, f"{where}{name}: sai định dạng ({form}).")


def check_sync(row: Any, procedures: Collection[str]) -> None:  # noqa: ANN401
    """A dossier of DongBoHoSoMC. Refused; also for what a state requires: a due date, an end, a result, a day of return."""
    check(row, SYNC, lists=LISTS)
    for name, rules in LISTS.items():
        rows = row.get(name, [])
        if not isinstance(rows, list):
            raise Refused(FIELD, f"{name}: phải là danh sách.")
        for extra in rows:
            check(extra, rules, where=f"{name}.")
    if row["MaTTHC"] not in procedures:
        raise Refused(PROCEDURE, f"MaTTHC {row['MaTTHC']}: không có trong danh mục.")
    state = int(row["TrangThaiHoSo"])
    needs = {2: "NgayHenTra", 9: "NgayKetThucXuLy", 10: "NgayTra", 5: "DanhSachHoSoBoSung"}
    if state in needs and not row.get(needs[state]):
        raise Refused(FIELD, f"{needs[state]}: bắt buộc ở trạng thái {state}.")
    if row.get("NgayHenTra") and row["NgayHenTra"] < row["NgayTiepNhan"]:
        raise Refused(FIELD, "NgayHenTra: trước NgayTiepNhan.")


def check_progress(row: Any) -> None:  # noqa: ANN401
    check(row, PROGRESS)


FOLLOWS: Mapping[int, frozenset[int]] = {
    0: frozenset({1, 2}),
    1: frozenset({1, 2, 3, 5, 7}),
    2: frozenset({2, 4, 5, 6, 7, 8, 9}),
    3: frozenset(),
    4: frozenset({4, 5, 6, 7, 8, 9}),
    5: frozenset({1, 3, 4, 5, 7, 8}),
    6: frozenset({4, 6, 7, 8}),
    7: frozenset(),
    8: frozenset(),
    9: frozenset({9, 10}),
    10: frozenset(),
}
"""State → the states that may be told after it; 0 stands for a dossier that the portal does not know yet."""


def check_order(before: int, after: int) -> None:
    if after not in FOLLOWS[before]:
        raise Refused(ORDER, f"TrangThai {after} không được sau trạng thái {before}.")
