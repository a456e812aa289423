"""SANDBOX: the persons of the pretended population database: the demo's citizens and their families, all invented."""

from typing import Any

Json = dict[str, Any]
TITLE = "CSDL quốc gia về dân cư – HỆ THỐNG THỬ NGHIỆM (sandbox)"
HOME = "Phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa"
VILLAGE = "Thị trấn Hà Trung, huyện Hà Trung, tỉnh Thanh Hóa"
MARRIED, SINGLE = "Đã kết hôn", "Chưa kết hôn"
AN, BAO, SON, LUA = "038190000001", "038088000011", "038060000012", "038162000013"
DUNG, GIANG = "038190000002", "038205000003"
_ROWS: tuple[tuple[str, ...], ...] = (
    (AN, "Lê Thị An", "1990-05-02", "Nữ", "Kinh", HOME, MARRIED),
    (BAO, "Trịnh Quốc Bảo", "1988-10-12", "Nam", "Mường", HOME, MARRIED),
    (SON, "Lê Văn Sơn", "1960-02-17", "Nam", "Kinh", VILLAGE, MARRIED),
    (LUA, "Hoàng Thị Lụa", "1962-07-30", "Nữ", "Kinh", VILLAGE, MARRIED),
    (DUNG, "Phạm Văn Dũng", "1985-11-20", "Nam", "Thái", "Xã Tam Chung, huyện Mường Lát, tỉnh Thanh Hóa", SINGLE),
    (GIANG, "Trương Thị Giang", "2005-02-14", "Nữ", "Kinh", "Phường Bắc Sơn, thị xã Bỉm Sơn, tỉnh Thanh Hóa", SINGLE),
)  # fmt: skip
FAMILY = {
    AN: {"soDinhDanhVoChong": BAO, "soDinhDanhCha": SON, "soDinhDanhMe": LUA},
    BAO: {"soDinhDanhVoChong": AN},
    SON: {"soDinhDanhVoChong": LUA},
    LUA: {"soDinhDanhVoChong": SON},
}
CODES = {HOME: "14782", VILLAGE: "15271"}
"""The code of the former commune, where the register has it."""
FIELDS = ("soDinhDanh", "hoTen", "ngaySinh", "gioiTinh", "danToc", "noiThuongTru", "tinhTrangHonNhan")
NO_FAMILY = {"soDinhDanhVoChong": "", "soDinhDanhCha": "", "soDinhDanhMe": ""}


def records() -> dict[str, dict[str, Json]]:
    found = {}
    for row in _ROWS:
        person = dict(zip(FIELDS, row, strict=True)) | {"quocTich": "Việt Nam"}
        person["maXaThuongTru"] = CODES.get(person["noiThuongTru"], "")
        found[row[0]] = person | NO_FAMILY | FAMILY.get(row[0], {})
    return {"ca-nhan": found}
