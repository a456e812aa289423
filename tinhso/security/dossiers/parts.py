"""The five parts of a level dossier, drawn up from the register (NĐ 85/2016/NĐ-CP Điều 15)."""

from typing import Any

from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.security.levels.criteria import DECREES, by_code
from tinhso.security.models import InformationSystem, ProtectionLayer

Part = dict[str, Any]


def parts_of(system: InformationSystem, design: str, plan: str) -> list[Part]:
    """Each part has a title, lines of (what, value) and perhaps a text. Three queries."""
    level = f"Cấp độ {system.level}, theo {DECREES[system.rules]}"
    return [
        {
            "title": "1. Mô tả tổng quan",
            "lines": [
                ["Hệ thống", system.name],
                ["Mục đích, chức năng", system.purpose],
                ["Chủ quản", system.owner.name],
                ["Đơn vị vận hành", system.operated_by],
                ["Ai sử dụng", system.users],
                ["Dữ liệu", system.data_kinds],
                ["Số người có thông tin", vn_number(system.people_count)],
                ["Đưa vào sử dụng", vn_date(system.starts)],
            ],
            "text": "",
        },
        {"title": "2. Tài liệu thiết kế", "lines": _connections(system), "text": design},
        {
            "title": "3. Thuyết minh đề xuất cấp độ",
            "lines": [
                *([f"{DECREES[one.rules]} {one.clause}", one.words] for one in by_code(system.criteria)),
                ["Cấp độ đề xuất", level],
            ],
            "text": "",
        },
        {
            "title": "4. Thuyết minh phương án bảo đảm an toàn thông tin",
            "lines": _layers(system),
            "text": plan,
        },
        {
            "title": "5. Ý kiến chuyên môn",
            "lines": [],
            "text": "Chỉ bắt buộc với cấp độ 4, cấp độ 5, không lập trên hệ thống này.",
        },
    ]


def _connections(system: InformationSystem) -> list[list[str]]:
    rows = system.connections.filter(ends=None).order_by("number")
    return [
        [f"Kết nối: {one.partner_name}", f"{one.data_passed}. {one.protected_by}".strip()] for one in rows
    ]


def _layers(system: InformationSystem) -> list[list[str]]:
    found = {one.layer: one for one in system.layers.filter(ends=None)}
    return [
        [layer.label, f"{found[layer].provider} ({found[layer].evidence})" if layer in found else "chưa có"]
        for layer in ProtectionLayer.Layer
    ]
