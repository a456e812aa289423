"""SANDBOX: the certificates of the pretended land database: of the demo's citizens, all invented."""

from typing import Any

from sandbox.population.records import AN, DUNG, SON

TITLE = "CSDL quốc gia về đất đai – HỆ THỐNG THỬ NGHIỆM (sandbox)"
_ROWS: tuple[tuple[str, str, str, str, str, str, float, str, bool], ...] = (
    (AN, "Lê Thị An", "CV 104417", "14", "208", "Tiểu khu 3, thị trấn Hà Trung, huyện Hà Trung, tỉnh Thanh Hóa", 126.5, "Đất ở tại đô thị", False),
    (SON, "Lê Văn Sơn", "BK 882301", "9", "77", "Tiểu khu 6, thị trấn Hà Trung, huyện Hà Trung, tỉnh Thanh Hóa", 240.0, "Đất ở tại đô thị", False),
    (DUNG, "Phạm Văn Dũng", "CS 230950", "31", "15", "Bản Pom Khuông, xã Tam Chung, huyện Mường Lát, tỉnh Thanh Hóa", 410.2, "Đất ở tại nông thôn", True),
)  # fmt: skip


def records() -> dict[str, dict[str, Any]]:
    return {"giay-chung-nhan": {row[0]: _certificate(*row) for row in _ROWS}}


def _certificate(
    owner: str,
    name: str,
    number: str,
    sheet: str,
    plot: str,
    place: str,
    area: float,
    use: str,
    pledged: bool,
) -> dict[str, Any]:
    return {
        "soDinhDanh": owner,
        "chuSuDung": name,
        "soPhatHanh": number,
        "toBanDo": sheet,
        "soThua": plot,
        "diaChi": place,
        "dienTich": area,
        "mucDich": use,
        "dangTheChap": pledged,
    }
