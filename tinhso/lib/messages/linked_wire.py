"""What the province and the software of linked services write alike: the parts, the records, the answers.

Both sides use it: the one-stop shop, and the sandbox that stands for the software of civil status, the police and social
insurance. The form of these messages is ours: the real one is not published.
"""

from collections.abc import Mapping

CIVIL_STATUS, RESIDENCE, INSURANCE = "HoTich", "CuTru", "BHYT"
PARTS: Mapping[str, str] = {
    CIVIL_STATUS: "Đăng ký hộ tịch",
    RESIDENCE: "Đăng ký thường trú",
    INSURANCE: "Cấp thẻ bảo hiểm y tế",
}
"""Phan: code and words."""

RECORDS: Mapping[str, str] = {
    "KhaiSinh": "Đăng ký khai sinh",
    "KhaiTu": "Đăng ký khai tử",
    "KetHon": "Đăng ký kết hôn",
}
"""LoaiDangKy of a part HoTich: code and words."""

RESULT, REFUSAL = "KetQua", "TuChoi"
"""Loai of an answer."""
