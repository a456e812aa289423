"""SANDBOX: the electronic copy of an entry, set as a plain page that says of itself that it is none."""

import json
from typing import Any

import typst

from tinhso.lib.forms.dates import write_day

LABELS = {
    "HoTen": "Họ, chữ đệm, tên",
    "NgaySinh": "Ngày, tháng, năm sinh",
    "GioiTinh": "Giới tính",
    "DanToc": "Dân tộc",
    "QuocTich": "Quốc tịch",
    "NoiSinh": "Nơi sinh",
    "QueQuan": "Quê quán",
    "HoTenMe": "Họ, chữ đệm, tên người mẹ",
    "HoTenCha": "Họ, chữ đệm, tên người cha",
    "NgayMat": "Ngày mất",
    "NoiMat": "Nơi mất",
    "NguyenNhan": "Nguyên nhân",
    "NguoiYeuCau": "Người yêu cầu",
    "HoTenBenKia": "Họ, chữ đệm, tên bên kia",
    "NgaySinhBenKia": "Ngày sinh bên kia",
}
TITLES = {"KhaiSinh": "GIẤY KHAI SINH", "KhaiTu": "TRÍCH LỤC KHAI TỬ", "KetHon": "TRÍCH LỤC KẾT HÔN"}
DAYS = {"NgaySinh", "NgayMat", "NgaySinhBenKia"}
PAGE = """#let d = json("data.json")
#set document(title: d.title)
#set page(paper: "a4", margin: 2.2cm, background: rotate(-35deg, text(34pt, fill: luma(225))[HỆ THỐNG THỬ NGHIỆM]))
#set text(font: "Libertinus Serif", size: 12pt, lang: "vi")
#align(center)[
  *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc*
  #v(1.2em)
  #text(15pt)[*#d.title*] \\ #text(10pt)[(bản sao điện tử, lập từ Sổ hộ tịch của hệ thống thử nghiệm)]
  #v(.6em)
]
#for (name, value) in d.rows [ #strong(name + ":") #value \\ ]
#v(1em)
#strong("Nơi đăng ký:") #d.office \\ #strong("Số:") #d.number #h(2em) #strong("Quyển số:") #d.book #h(2em) #strong("Ngày đăng ký:") #d.day
#if d.person != "" [ \\ #strong("Số định danh cá nhân:") #d.person ]
#v(2em)
#text(10pt)[BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ]
"""


def draw_copy(entry: dict[str, Any]) -> bytes:
    """The copy as PDF; `entry` holds the request (`body`) and what was registered (`made`)."""
    data, made = entry["body"]["DuLieu"], entry["made"]
    rows = [
        [label, write_day(data[n]) if n in DAYS else data[n]] for n, label in LABELS.items() if data.get(n)
    ]
    printed = {
        "title": TITLES[entry["body"]["LoaiDangKy"]],
        "rows": rows,
        "office": entry["body"]["CoQuan"],
        "number": made["So"],
        "book": made["Quyen"],
        "day": write_day(made["NgayDangKy"]),
        "person": made.get("SoDinhDanh", ""),
    }
    files = {"main.typ": PAGE.encode(), "data.json": json.dumps(printed, ensure_ascii=False).encode()}
    pdf = typst.compile(files, format="pdf", ignore_system_fonts=True)  # type: ignore[call-overload]
    return bytes(pdf)
