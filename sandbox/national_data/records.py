"""SANDBOX: what a list and a record must be, checked field by field as strictly as a national register would."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

THEMES = frozenset(
    [
        "kinh-te",
        "tai-chinh",
        "giao-duc",
        "y-te",
        "giao-thong",
        "nong-nghiep",
        "tai-nguyen",
        "van-hoa",
        "xa-hoi",
    ]
    + ["khoa-hoc", "xay-dung", "hanh-chinh"]
)
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,500}")
Check = Callable[[Any], bool]


class Refused(Exception):
    """Not taken, with a code and the reason."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def _text(most: int) -> Check:
    return lambda value: isinstance(value, str) and 0 < len(value.strip()) <= most


def _day(value: Any) -> bool:  # noqa: ANN401
    try:
        return isinstance(value, str) and date.fromisoformat(value).year > 2000
    except ValueError:
        return False


def _address(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and bool(ADDRESS.fullmatch(value))


def _theme(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and value in THEMES


def _words(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and len(value) <= 20 and all(_text(60)(one) for one in value)


def _count(value: Any) -> bool:  # noqa: ANN401
    return type(value) is int and value >= 0


def _maybe(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and len(value) <= 60


HEAD: Mapping[str, Check] = {"maDonVi": _text(20), "khoa": _text(100), "loai": _text(20)}
LIST: Mapping[str, Check] = {
    "so": _text(60),
    "ngayKy": _day,
    "trichYeu": _text(300),
    "tuNgay": _day,
    "denNgay": _day,
    "moPhong": lambda value: isinstance(value, bool),
    "dong": lambda value: isinstance(value, list) and 0 < len(value) <= 5000,
}
LINE: Mapping[str, Check] = {
    "thuTu": _count,
    "dinhDanh": _address,
    "ten": _text(200),
    "coQuan": _text(300),
    "chuDe": _theme,
}
DATASET: Mapping[str, Check] = {
    "dinhDanh": _address,
    "ten": _text(200),
    "moTa": _text(5100),
    "coQuan": _text(300),
    "maCoQuan": _maybe,
    "chuDe": _theme,
    "tuKhoa": _words,
    "dieuKhoan": _address,
    "tanSuat": _text(12),
    "phienBan": lambda value: _count(value) and value > 0,
    "ngayCapNhat": _day,
    "tep": lambda value: isinstance(value, list) and 0 < len(value) <= 50,
}
FILE: Mapping[str, Check] = {"dinhDang": _text(20), "diaChi": _address}


def check_message(body: Any, *, unit: str) -> None:  # noqa: ANN401
    """Refused with the first field that is missing, unknown or of another form."""
    if not isinstance(body, dict):
        raise Refused("10", "Nội dung phải là một đối tượng JSON.")
    if body.get("maDonVi") != unit:
        raise Refused("02", "maDonVi: đơn vị chưa đăng ký.")
    kinds = {"danh-muc": LIST, "bo-du-lieu": DATASET}
    if body.get("loai") not in kinds:
        raise Refused("11", "loai: danh-muc hoặc bo-du-lieu.")
    _check(body, {**HEAD, **kinds[body["loai"]]}, "")
    for name, shape in (("dong", LINE), ("tep", FILE)):
        for place, one in enumerate(body.get(name, []), 1):
            _check(one, shape, f"{name}[{place}].")


def _check(given: Any, shape: Mapping[str, Check], where: str) -> None:  # noqa: ANN401
    if not isinstance(given, dict):
        raise Refused("12", f"{where}: phải là một đối tượng.")
    for name in given:
        if name not in shape:
            raise Refused("13", f"{where}{name}: không có trường này.")
    for name, fits in shape.items():
        if name not in given or not fits(given[name]):
            raise Refused("14", f"{where}{name}: thiếu hoặc sai dạng.")
