"""What deeds of cybersecurity refuse: what was typed, who may not, and what may not be written into these registers at all."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold

CLOSED_WORDS = (
    "Hệ thống của quốc phòng, công an, cơ yếu và cơ quan Đảng có quy định riêng; hồ sơ hệ thống thông tin cấp độ 4, cấp độ 5 "
    "và hệ thống xử lý bí mật nhà nước không lập trên hệ thống này (Luật Bảo vệ bí mật nhà nước số 29/2018/QH14; "
    "Quyết định 2238/QĐ-TTg năm 2020, chưa kiểm chứng điều khoản). Không có gì vừa nhập được ghi lại. "
    "Ông/bà lập, lưu hồ sơ theo quy định của cơ quan về bảo vệ bí mật nhà nước."
)
CLOSED_NETWORKS = (
    "cong an tinh", "cong an huyen", "cong an xa", "cong an phuong", "bo cong an", "bo quoc phong",
    "bo chi huy quan su", "ban chi huy quan su", "bo chi huy bo doi bien phong", "bien phong", "ban co yeu",
    "tinh uy", "huyen uy", "thi uy", "thanh uy", "dang uy", "van phong trung uong",
)  # fmt: skip
"""Folded: what a name says that belongs to defence, the police, ciphers or the Party."""


class ClosedNetwork(EntryRefused):
    """A system of defence, the police or the Party, of state secrets or of level 4 or 5: nothing of it is written down."""

    def __init__(self, field: str = "scope") -> None:
        super().__init__(field, CLOSED_WORDS)


class SecurityForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""


def check_not_closed(texts: Iterable[str]) -> None:
    """ClosedNetwork where one of the names says so."""
    for text in texts:
        words = f" {fold(text)} "
        if any(f" {one} " in words for one in CLOSED_NETWORKS):
            raise ClosedNetwork("name")
