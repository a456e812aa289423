"""A message of the national portal, checked for its shape. Nothing here knows the database."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from tinhso.lib.messages.portal_wire import BadMoment, read_moment

NATIONAL_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{5,59}")
KINDS = {"HoSo", "BoSung", "ThanhToan", "RutHoSo"}
MOST_FILES = 50
MOST_FIELDS = 300
LONGEST_VALUE = 4000
MOST_MONEY = 100_000_000_000


class BadLetter(ValueError):
    """The message breaks the agreed form; the text names the field."""


@dataclass(frozen=True)
class Applicant:
    name: str
    id_number: str
    phone: str = ""
    email: str = ""
    address: str = ""
    organisation: bool = False


@dataclass(frozen=True)
class LetterFile:
    """A file as the portal offers it: whose paper it is and where it can be fetched."""

    paper: str
    name: str
    url: str


@dataclass(frozen=True)
class LetterFee:
    name: str
    amount: int
    reference: str
    paid_at: datetime


@dataclass(frozen=True)
class Letter:
    """One message; which parts are filled depends on its kind."""

    message_id: UUID
    national_code: str
    seq: int
    kind: str
    body: dict[str, Any]
    procedure: str = ""
    commune: str = ""
    agency: str = ""
    applicant: Applicant | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    result_by: str = "online"
    text: str = ""
    files: tuple[LetterFile, ...] = ()
    fees: tuple[LetterFee, ...] = ()

    @property
    def digest(self) -> str:
        """Of the whole body, to tell a repetition from another message under the same id."""
        return sha256(json.dumps(self.body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_letter(body: Any) -> Letter:
    """The message; BadLetter names the first field that is missing or wrong."""
    if not isinstance(body, dict):
        raise BadLetter("Nội dung phải là một đối tượng JSON.")
    kind = _text(body, "Loai", 10, required=True)
    if kind not in KINDS:
        raise BadLetter("Loai: HoSo, BoSung, ThanhToan hoặc RutHoSo.")
    code = _text(body, "MaHoSoQuocGia", 60, required=True)
    if not NATIONAL_CODE.fullmatch(code):
        raise BadLetter("MaHoSoQuocGia: chữ hoa, số, dấu chấm và dấu gạch, 6 đến 60 ký tự.")
    new = kind == "HoSo"
    return Letter(
        message_id=_uuid(body),
        national_code=code,
        seq=_whole(body, "SoThuTu", 1, 10_000),
        kind=kind,
        body=body,
        procedure=_text(body, "MaTTHC", 60, required=new),
        commune=_text(body, "MaXa", 10),
        agency=_text(body, "MaDonVi", 35),
        applicant=_applicant(body.get("NguoiNop")) if new else None,
        answers=_answers(body.get("DuLieuBieuMau", {})),
        result_by=_text(body, "HinhThucNhanKetQua", 8) or "online",
        text=_text(body, "NoiDung", LONGEST_VALUE),
        files=tuple(_file(row) for row in _list(body, "TaiLieuNop", MOST_FILES)),
        fees=tuple(_fee(row) for row in _list(body, "DanhSachLePhi", 20)),
    )


def _text(body: dict[str, Any], name: str, longest: int, *, required: bool = False) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise BadLetter(f"{name}: văn bản, tối đa {longest} ký tự.")
    if required and not value.strip():
        raise BadLetter(f"{name}: bắt buộc.")
    return value.strip()


def _whole(body: dict[str, Any], name: str, least: int, most: int) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadLetter(f"{name}: số nguyên từ {least} đến {most}.")
    return value


def _uuid(body: dict[str, Any]) -> UUID:
    try:
        return UUID(_text(body, "MaThongDiep", 40, required=True))
    except ValueError as error:
        raise BadLetter("MaThongDiep: mã UUID.") from error


def _list(body: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > most or not all(isinstance(row, dict) for row in value):
        raise BadLetter(f"{name}: danh sách tối đa {most} mục.")
    return value


def _applicant(body: Any) -> Applicant:
    if not isinstance(body, dict):
        raise BadLetter("NguoiNop: bắt buộc.")
    number = _text(body, "SoDinhDanh", 20)
    if number and not re.fullmatch(r"\d{10}(-?\d{3})?|\d{12}", number):
        raise BadLetter("NguoiNop.SoDinhDanh: 12 chữ số, hoặc mã số thuế.")
    return Applicant(
        name=_text(body, "HoTen", 200, required=True),
        id_number=number,
        phone=_text(body, "SoDienThoai", 20),
        email=_text(body, "Email", 120),
        address=_text(body, "DiaChi", 300),
        organisation=body.get("LoaiDoiTuong") in (2, "2"),
    )


def _answers(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict) or len(body) > MOST_FIELDS:
        raise BadLetter(f"DuLieuBieuMau: đối tượng tối đa {MOST_FIELDS} trường.")
    if any(len(json.dumps(value, ensure_ascii=False)) > LONGEST_VALUE for value in body.values()):
        raise BadLetter(f"DuLieuBieuMau: mỗi trường tối đa {LONGEST_VALUE} ký tự.")
    return body


def _file(row: dict[str, Any]) -> LetterFile:
    return LetterFile(
        paper=_text(row, "MaThanhPhanHoSo", 60),
        name=_text(row, "TenTepDinhKem", 200, required=True),
        url=_text(row, "DuongDanTaiTepTin", 500, required=True),
    )


def _fee(row: dict[str, Any]) -> LetterFee:
    try:
        paid_at = read_moment(_text(row, "ThoiDiemNop", 14, required=True))
    except BadMoment as error:
        raise BadLetter("DanhSachLePhi.ThoiDiemNop: yyyyMMddHHmmss.") from error
    return LetterFee(
        name=_text(row, "TenPhiLePhi", 200, required=True),
        amount=_whole(row, "Gia", 0, MOST_MONEY),
        reference=_text(row, "MaThamChieu", 60, required=True),
        paid_at=paid_at,
    )
