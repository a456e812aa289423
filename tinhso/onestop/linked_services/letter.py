"""An answer of the software of linked services, checked for its shape. Nothing here knows the database."""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from tinhso.lib.messages.linked_wire import REFUSAL, RESULT
from tinhso.onestop.messages.envelope import BadLetter

DIGEST = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"\d{12}")
DETAILS = ("Quyen", "Nam", "NgayDangKy", "SoDinhDanh")


@dataclass(frozen=True)
class Result:
    """What was registered: its number, the rest of the entry, and where the copy can be fetched ("" where there is none)."""

    number: str
    details: dict[str, str] = field(default_factory=dict)
    url: str = ""
    name: str = ""
    digest: str = ""


@dataclass(frozen=True)
class LinkedLetter:
    message_id: UUID
    request_key: UUID
    kind: str
    body: dict[str, Any]
    result: Result | None = None
    reason: str = ""

    @property
    def digest(self) -> str:
        """Of the whole body, to tell a repetition from another answer under the same id."""
        return sha256(json.dumps(self.body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_linked_letter(body: Any) -> LinkedLetter:
    """The answer; BadLetter names the first field that is missing or wrong."""
    if not isinstance(body, dict):
        raise BadLetter("Nội dung phải là một đối tượng JSON.")
    kind = _text(body, "Loai", 10, required=True)
    if kind not in {RESULT, REFUSAL}:
        raise BadLetter("Loai: KetQua hoặc TuChoi.")
    return LinkedLetter(
        message_id=_uuid(body, "MaThongDiep"),
        request_key=_uuid(body, "MaYeuCau"),
        kind=kind,
        body=body,
        result=_result(body.get("KetQua")) if kind == RESULT else None,
        reason=_text(body, "LyDo", 1000, required=kind == REFUSAL),
    )


def _result(body: Any) -> Result:
    if not isinstance(body, dict):
        raise BadLetter("KetQua: bắt buộc.")
    details = {name: _text(body, name, 60) for name in DETAILS if body.get(name)}
    if "SoDinhDanh" in details and not NUMBER.fullmatch(details["SoDinhDanh"]):
        raise BadLetter("KetQua.SoDinhDanh: 12 chữ số.")
    url, digest = _text(body, "DuongDan", 500), _text(body, "SHA256", 64)
    if url and not DIGEST.fullmatch(digest):
        raise BadLetter("KetQua.SHA256: bắt buộc khi có DuongDan.")
    return Result(_text(body, "So", 60, required=True), details, url, _text(body, "TenTep", 200), digest)


def _text(body: dict[str, Any], name: str, longest: int, *, required: bool = False) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise BadLetter(f"{name}: văn bản, tối đa {longest} ký tự.")
    if required and not value.strip():
        raise BadLetter(f"{name}: bắt buộc.")
    return value.strip()


def _uuid(body: dict[str, Any], name: str) -> UUID:
    try:
        return UUID(_text(body, name, 40, required=True))
    except ValueError as error:
        raise BadLetter(f"{name}: mã UUID.") from error
