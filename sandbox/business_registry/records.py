"""SANDBOX: the enterprises of the pretended business registry: those of the demo, all invented."""

from typing import Any

TITLE = "CSDL quốc gia về đăng ký doanh nghiệp – HỆ THỐNG THỬ NGHIỆM (sandbox)"
POSTAL, FOOD, WATER = ("5320", "Chuyển phát"), ("1079", "Sản xuất thực phẩm khác"), ("3600", "Khai thác, xử lý và cung cấp nước")  # fmt: skip
_ROWS: tuple[tuple[str, str, str, str, int, str, str, tuple[str, str]], ...] = (
    ("2800999001", "Công ty cổ phần Cấp nước Lam Kinh (mô phỏng)", "Thị trấn Lam Sơn, huyện Thọ Xuân, tỉnh Thanh Hóa", "2011-04-18", 42_000_000_000, "Lê Đình Phú", "Đang hoạt động", WATER),
    ("2800999002", "Công ty cổ phần Chuyển phát Xứ Thanh (mô phỏng)", "Phường Điện Biên, thành phố Thanh Hóa, tỉnh Thanh Hóa", "2019-08-05", 5_000_000_000, "Nguyễn Hữu Tài", "Đang hoạt động", POSTAL),
    ("2800999003", "Công ty TNHH Chuyển phát Sông Mã (mô phỏng)", "Thị trấn Hà Trung, huyện Hà Trung, tỉnh Thanh Hóa", "2021-03-22", 3_000_000_000, "Lê Thị An", "Đang hoạt động", POSTAL),
    ("2800999004", "Công ty TNHH Thực phẩm Cầu Hàm Rồng (mô phỏng)", "Phường Hàm Rồng, thành phố Thanh Hóa, tỉnh Thanh Hóa", "2016-12-01", 1_500_000_000, "Vũ Minh Đức", "Ngừng hoạt động", FOOD),
)  # fmt: skip


def records() -> dict[str, dict[str, Any]]:
    return {"doanh-nghiep": {row[0]: _enterprise(*row) for row in _ROWS}}


def _enterprise(
    code: str, name: str, seat: str, since: str, capital: int, head: str, state: str, trade: tuple[str, str]
) -> dict[str, Any]:
    return {
        "maSo": code,
        "ten": name,
        "diaChi": seat,
        "ngayCapLanDau": since,
        "noiCap": "Phòng Đăng ký kinh doanh (mô phỏng)",
        "vonDieuLe": capital,
        "nguoiDaiDien": head,
        "tinhTrang": state,
        "maNganhChinh": trade[0],
        "nganhChinh": trade[1],
    }
