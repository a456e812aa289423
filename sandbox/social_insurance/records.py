"""SANDBOX: what the pretended social insurance knows: births told by hospitals, and books of insurance; all invented."""

from datetime import date, timedelta
from typing import Any

from sandbox.population.records import AN, BAO, DUNG

TITLE = "CSDL quốc gia về bảo hiểm – HỆ THỐNG THỬ NGHIỆM (sandbox)"
BORN_AGO = 7


def records(today: date) -> dict[str, dict[str, Any]]:
    """A child was born to An a week before the demo's day."""
    born = today - timedelta(days=BORN_AGO)
    birth = {
        "soGiayChungSinh": f"38001.CS.{born:%y}.00417",
        "soDinhDanhMe": AN,
        "hoTenMe": "Lê Thị An",
        "ngaySinh": born.isoformat(),
        "gioSinh": "06:20",
        "gioiTinh": "Nam",
        "canNangGam": 3200,
        "soCon": 1,
        "coSoKhamChuaBenh": "Bệnh viện Phụ sản (mô phỏng)",
        "noiSinh": "Bệnh viện Phụ sản (mô phỏng), thành phố Thanh Hóa, tỉnh Thanh Hóa",
    }
    books = {
        AN: _book("3812345601", AN, "Lê Thị An", 96, "Đang tham gia"),
        BAO: _book("3812345602", BAO, "Trịnh Quốc Bảo", 118, "Đang tham gia"),
        DUNG: _book("3812345603", DUNG, "Phạm Văn Dũng", 61, "Đã chốt sổ"),
    }
    return {"giay-chung-sinh": {AN: birth}, "qua-trinh": books}


def _book(code: str, number: str, name: str, months: int, state: str) -> dict[str, Any]:
    return {
        "maSoBhxh": code,
        "soDinhDanh": number,
        "hoTen": name,
        "soThangDong": months,
        "trangThai": state,
    }
