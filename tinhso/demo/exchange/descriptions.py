"""Descriptions (OpenAPI 3) of the demo's services, as agencies would write them; every one says that it is invented."""

import json
from typing import Any

Fields = dict[str, tuple[str, str]]
"""Name of a field: its type as OpenAPI has it, and what it means."""

BIRTH: Fields = {
    "soDinhDanh": ("string", "Số định danh cá nhân"),
    "hoTen": ("string", "Họ, chữ đệm và tên"),
    "ngaySinh": ("date", "Ngày sinh"),
    "noiSinh": ("string", "Nơi sinh"),
    "gioiTinh": ("string", "Giới tính"),
    "hoTenCha": ("string", "Họ tên cha"),
    "hoTenMe": ("string", "Họ tên mẹ"),
    "soDangKy": ("string", "Số đăng ký khai sinh"),
    "ngayDangKy": ("date", "Ngày đăng ký"),
}
MARRIAGE: Fields = {
    "soDinhDanh": ("string", "Số định danh cá nhân"),
    "tinhTrang": ("string", "Tình trạng hôn nhân"),
    "tuNgay": ("date", "Từ ngày"),
    "soDangKy": ("string", "Số đăng ký kết hôn"),
    "noiDangKy": ("string", "Nơi đăng ký kết hôn"),
    "hoTenVoChong": ("string", "Họ tên vợ hoặc chồng"),
    "soDinhDanhVoChong": ("string", "Số định danh của vợ hoặc chồng"),
}
UNIT: Fields = {
    "ma": ("string", "Mã đơn vị hành chính"),
    "ten": ("string", "Tên đơn vị hành chính"),
    "cap": ("string", "Cấp hành chính"),
    "maCapTren": ("string", "Mã đơn vị cấp trên"),
    "hieuLucTu": ("date", "Có hiệu lực từ ngày"),
}
PERMIT: Fields = {
    "soGiayPhep": ("string", "Số giấy phép xây dựng"),
    "ngayCap": ("date", "Ngày cấp"),
    "diaDiem": ("string", "Địa điểm xây dựng"),
    "dienTichSan": ("number", "Diện tích sàn (m²)"),
}
SHORTER_PERMIT = {name: given for name, given in PERMIT.items() if name != "dienTichSan"}
"""The second version answers one field less, which a caller feels."""


def description(title: str, version: str, paths: dict[str, tuple[str, Fields]]) -> str:
    """`paths` names for each path what it answers; a path without a part in braces answers a list."""
    content: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": version,
            "description": "Mô tả minh họa của bản trình diễn, không phải dịch vụ thật.",
        },
        "paths": {path: {"get": _reading(path, *given)} for path, given in paths.items()},
        "components": {"securitySchemes": {"oauth2": {"type": "http", "scheme": "bearer"}}},
        "security": [{"oauth2": []}],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _reading(path: str, summary: str, fields: Fields) -> dict[str, Any]:
    part = path.partition("{")[2].partition("}")[0]
    page = {"name": "trang", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 10_000}}
    named = {"name": part, "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}}
    one = {"type": "object", "properties": {name: _field(*given) for name, given in fields.items()}}
    answer = one if part else {"type": "array", "items": one}
    return {
        "summary": summary,
        "parameters": [named if part else page],
        "responses": {
            "200": {"description": "Có dữ liệu", "content": {"application/json": {"schema": answer}}},
            "404": {"description": "Không tìm thấy"},
        },
    }


def _field(kind: str, meaning: str) -> dict[str, str]:
    form = {"format": kind} if kind.startswith("date") else {}
    return {"type": "string" if form else kind, "description": meaning} | form
