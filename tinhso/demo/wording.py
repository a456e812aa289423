"""What invented people write into forms: by the id of the question, so that an answer reads as one to that question."""

from functools import cache
from random import Random

NATIONS = ["Kinh", "Kinh", "Kinh", "Mường", "Thái"]
KIN = ["con", "vợ", "chồng", "cháu", "anh, em ruột"]
HAMLETS = ["Thôn 1", "Thôn 2", "Thôn 3", "Thôn Đông", "Thôn Tây", "Tổ dân phố 1", "Tổ dân phố 4", "Khu phố 2"]

# Part of an id -> what is written there; the first that fits. "{name}", "{number}" and so on are invented anew.
ANSWERS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("so_tai_khoan",), ("9{digits}",)),
    (("ten_tai_khoan", "ho_ten", "ten_nguoi", "ten_tv", "ten_thanh_vien", "ten_dong_so_huu", "chu_ho", "ten_hoc_sinh",
      "nguoi_dung_ten", "nguoi_de_lai", "ten_nkt", "chu_nhiem"), ("{name}",)),
    (("dan_toc",), tuple(NATIONS)),
    (("quoc_tich",), ("Việt Nam",)),
    (("quan_he",), tuple(KIN)),
    (("giay_to_tinh_trang", "giay_to_hon_nhan"), ("Quyết định số {number}/{year} (mô phỏng)",)),
    (("giay_to_phap_nhan",), ("Giấy chứng nhận số {digits}, cấp năm {year} (mô phỏng)",)),
    (("giay_to_",), ("Căn cước số {id_number}",)),
    (("noi_dung",), ("Kính đề nghị cơ quan xem xét, giải quyết theo quy định; giấy tờ gửi kèm đã đủ (mô phỏng).",
                     "Hồ sơ lập lần đầu; cần kết quả để làm thủ tục tiếp theo (mô phỏng).",
                     "Thông tin trên giấy tờ cũ đã thay đổi, đề nghị giải quyết theo hồ sơ gửi kèm (mô phỏng).")),
    (("noi_", "que_quan", "dia_chi_da_o", "tinh_khac"), ("{hamlet}, {unit}",)),
    (("co_quan_cap", "ten_co_quan"), ("Ủy ban nhân dân {unit}",)),
    (("ngan_hang",), ("Ngân hàng giả lập (SANDBOX)",)),
    (("ma_nganh",), ("4711", "5610", "4773", "9631")),
    (("ten_nganh", "nganh_chinh"), ("Bán lẻ tạp hóa", "Quán ăn gia đình", "Bán vật liệu xây dựng", "Cắt tóc, gội đầu")),
    (("ten_ho", "ten_dia_diem", "ten_co_so", "ten_diem"), ("An Phát", "Hoa Sen", "Tâm Việt", "Bình Minh")),
    (("ten_doi_tac", "to_chuc_thiet_ke", "nha_cung_cap"), ("Công ty TNHH Mô phỏng {number}",)),
    (("ten_mien", "dia_chi_mang"), ("mo-phong-{number}.example",)),
    (("truong_",), ("Trường Tiểu học Hoa Sen", "Trường Trung học cơ sở Lam Sơn Mô phỏng")),
    (("chuc_danh", "chuc_vu"), ("Giám đốc", "Trưởng phòng")),
    (("trinh_do",), ("Đại học",)),
    (("viec_de_nghi",), ("{procedure}",)),
    (("muc_dich",), ("Bổ sung hồ sơ xin việc làm", "Làm thủ tục vay vốn", "Bổ sung hồ sơ nhập học")),
    (("ten_ban_chinh", "ten_giay", "ten_van_ban"), ("Bằng tốt nghiệp", "Giấy khai sinh", "Giấy ủy quyền", "Bản cam kết")),
    (("muc_sua",), ("Ngày, tháng, năm sinh", "Chữ đệm", "Nơi sinh")),
    (("dang_ghi",), ("Ghi sai so với giấy khai sinh",)),
    (("sua_thanh",), ("Theo giấy khai sinh bản gốc",)),
    (("ten_tang",), ("Tầng 1", "Tầng 2", "Tầng tum")),
    (("ten_lop",), ("4A", "6B")),
    (("gio_mat",), ("14 giờ 30",)),
    (("nguyen_nhan",), ("Tuổi già", "Bệnh")),
    (("tu_nam",), ("01/2016",)),
    (("den_nam",), ("nay",)),
    (("nam_",), ("{year}",)),
    (("so_phat_hanh",), ("BĐ {digits}",)),
    (("so_thua", "so_to"), ("{number}",)),
    (("so_", "chung_chi", "giay_phep"), ("{number}/{year} (mô phỏng)",)),
    (("ly_do",), ("Giấy cũ bị hỏng", "Theo nhu cầu của gia đình")),
)  # fmt: skip


def address(unit: str, rng: Random) -> str:
    """A made-up hamlet of that commune, as one line."""
    return f"{rng.choice(HAMLETS)}, {unit}"


@cache
def sentence(id: str) -> tuple[str, ...]:
    """What may be written for the question of that id; empty where nothing is known of it."""
    return next((texts for parts, texts in ANSWERS if any(part in id for part in parts)), ())
