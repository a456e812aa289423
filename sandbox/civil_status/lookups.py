"""SANDBOX: what the registers of civil status tell of one person: the birth and the marriage; all invented."""

from sandbox.lookups import Lookup, Records
from sandbox.population.records import AN, BAO, DUNG, GIANG, HOME, LUA, SON

NUMBER, SAYS = r"\d{12}", "12 chữ số"
LOOKUPS = (Lookup("khai-sinh", "soDinhDanh", NUMBER, SAYS), Lookup("hon-nhan", "soDinhDanh", NUMBER, SAYS))
BIRTH = ("hoTen", "ngaySinh", "gioiTinh", "noiSinh", "hoTenCha", "hoTenMe", "soDangKy", "ngayDangKy")
_BIRTHS = {
    AN: ("Lê Thị An", "1990-05-02", "Nữ", "Thị trấn Hà Trung", "Lê Văn Sơn", "Hoàng Thị Lụa", "41/1990", "1990-05-20"),
    BAO: ("Trịnh Quốc Bảo", "1988-10-12", "Nam", HOME, "Trịnh Văn Lâm", "Lê Thị Mơ", "112/1988", "1988-11-01"),
    DUNG: ("Phạm Văn Dũng", "1985-11-20", "Nam", "Xã Tam Chung", "Phạm Văn Thao", "Lò Thị Ban", "07/1985", "1985-12-15"),
    GIANG: ("Trương Thị Giang", "2005-02-14", "Nữ", "Phường Bắc Sơn", "Trương Văn Hòa", "Mai Thị Sen", "19/2005", "2005-03-01"),
}  # fmt: skip
MARRIAGE = ("tinhTrang", "tuNgay", "soDangKy", "noiDangKy", "hoTenVoChong", "soDinhDanhVoChong")
MARRIED, SINGLE = "Đã kết hôn", "Chưa kết hôn"
_MARRIAGES = {
    AN: (MARRIED, "2019-11-16", "87/2019", "UBND phường Đông Vệ", "Trịnh Quốc Bảo", BAO),
    BAO: (MARRIED, "2019-11-16", "87/2019", "UBND phường Đông Vệ", "Lê Thị An", AN),
    SON: (MARRIED, "1986-01-09", "03/1986", "UBND thị trấn Hà Trung", "Hoàng Thị Lụa", LUA),
    LUA: (MARRIED, "1986-01-09", "03/1986", "UBND thị trấn Hà Trung", "Lê Văn Sơn", SON),
    DUNG: (SINGLE, "", "", "", "", ""),
    GIANG: (SINGLE, "", "", "", "", ""),
}


def lookups() -> Records:
    births = {key: {"soDinhDanh": key} | dict(zip(BIRTH, row, strict=True)) for key, row in _BIRTHS.items()}
    marriages = {
        key: {"soDinhDanh": key} | dict(zip(MARRIAGE, row, strict=True)) for key, row in _MARRIAGES.items()
    }
    return Records(LOOKUPS, {"khai-sinh": births, "hon-nhan": marriages})
