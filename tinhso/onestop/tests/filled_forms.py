"""One filled example of each form, by the code of its procedure: what a person would answer, and nothing hidden."""

from typing import Any

HOME = {"unit": "14797", "detail": "Thôn 3"}
AN = {
    "full_name": "Lê Thị An", "id_number": "038190000001", "birth_date": "1990-03-08", "phone": "0912345678"
}  # fmt: skip
MAN = {k: AN[k] for k in ("full_name", "id_number", "phone")} | {"email": "an@example.vn"}
SELF = {"nguoi_nop": AN, "noi_o": HOME, "nop_ho": False}
EITHER = {"loai_nguoi_nop": "ca_nhan"} | SELF
COMPANY = {
    "name": "Công ty A", "tax_code": "2800123456", "representative": "Lê Văn Bình", "position": "Giám đốc",
    "phone": "0912345678",
}  # fmt: skip
FIRM = {
    "to_chuc": COMPANY, "tru_so": HOME, "giay_to_phap_nhan": "2800123456, ngày 01/02/2019, Sở Kế hoạch và Đầu tư",
    "nguoi_lien_he": {"full_name": "Lê Văn Bình", "phone": "0912345678", "email": "binh@example.vn"},
}  # fmt: skip
GET = {"hinh_thuc_nhan": "desk", "cam_doan": True}
PAID = {
    "cach_nhan": "tai_khoan",
    "ngan_hang": "Agribank",
    "so_tai_khoan": "3500205123456",
    "ten_tai_khoan": "LE THI AN",
}
PLOT = {"dia_chi_thua": HOME, "so_thua": "128", "so_to": "15", "dien_tich_dat": 500}
CERTIFICATE = {"so_phat_hanh": "CM 123456", "ngay_cap_gcn": "2015-05-20", "nguoi_dung_ten": "Lê Văn Bình"}
DAILY = [
    "di_lai", "an_uong", "ve_sinh", "tam_rua", "mac_ao", "nghe_hieu", "dien_dat", "viec_nha", "giao_tiep", "doc_viet"
]  # fmt: skip
MEMBER = {
    "ten_tv": "Lê Thị An", "ngay_sinh_tv": "1990-03-08", "quan_he_tv": "chủ hộ", "viec_lam_tv": "co_viec"
}  # fmt: skip
PUPIL = SELF | GET | {
    "ten_hoc_sinh": "Trần Văn Minh", "ngay_sinh_hs": "2011-09-01", "dinh_danh_hs": "038211000001",
    "gioi_tinh_hs": "nam", "quan_he_hs": "cha_me", "truong_di": "THCS A", "dia_chi_truong_di": HOME, "ngoai_ngu": "anh",
    "truong_den": "THCS B", "dia_chi_truong_den": HOME, "cung_tinh": "cung_tinh", "thoi_diem": "he",
    "ly_do_chuyen": "theo_cha_me",
}  # fmt: skip

FILLED: dict[str, dict[str, Any]] = {
    "cxm-ho-kinh-doanh": SELF | GET | {
        "gioi_tinh": "nu", "dan_toc": "Kinh", "o_noi_khac": False, "chu_the": "ho_gia_dinh",
        "thanh_vien": [
            {"ten_thanh_vien": "Lê Văn Bình", "dinh_danh_thanh_vien": "038090000002", "quan_he_thanh_vien": "chồng"}
        ],
        "ten_ho": "Tạp hóa Minh An", "tru_so_ho": HOME, "dien_thoai_ho": "0912345678", "co_dia_diem_khac": False,
        "ban_qua_mang": True, "dia_chi_mang": "Zalo Minh An",
        "nganh_nghe": [{"ten_nganh": "Bán lẻ hàng tạp hóa", "ma_nganh": "4711"}], "nganh_chinh": "Bán lẻ hàng tạp hóa",
        "nganh_co_dieu_kien": False, "von": 50_000_000, "so_lao_dong": 2, "phuong_phap_thue": "khoan",
        "cam_ket_ho": True, "dong_y_tra_cuu": True,
    },
    "cxm-gcn-chuyen-nhuong": EITHER | GET | CERTIFICATE | PLOT | {
        "loai_dat": "dat_o", "co_nha": False, "loai_bien_dong": "tang_cho", "pham_vi": "toan_bo",
        "so_hop_dong": "125/2024", "noi_chung_thuc": "UBND xã A", "ngay_hop_dong": "2024-02-20",
        "nguoi_nhan": [{"ten_nguoi_nhan": "Lê Thị An", "quan_he_nguoi_nhan": "con đẻ"}], "giay_moi": "cap_moi",
        "duoc_mien": True, "ly_do_mien": "ruot_thit", "dien_thoai_thue": "0912345678",
    },
    "cxm-gcn-dat-lan-dau": EITHER | GET | PLOT | {
        "cua_vo_chong": True,
        "vo_chong": {"full_name": "Lê Văn Bình", "id_number": "038090000002"},
        "loai_dat": "dat_o", "tu_nam": 1988, "thoi_han_dat": "lau_dai", "giap_ranh": "Đông giáp nhà ông A",
        "nguon_goc": "ong_cha", "mo_ta_nguon_goc": "Ông bà để lại năm 1988.", "co_giay_to": False,
        "co_tranh_chap": False, "co_nha": True, "dien_tich_xay_dung": 80, "so_tang": 1, "nam_xay": 2005,
        "viec_de_nghi": "cap_giay", "ghi_no": False, "duoc_mien": False,
    },
    "cxm-chuyen-muc-dich": SELF | GET | CERTIFICATE | PLOT | {
        "muc_dich_cu": "lua", "muc_dich_moi": "dat_o", "dien_tich_chuyen": 100, "pham_vi": "mot_phan",
        "ly_do": "Làm nhà cho con.", "cam_ket_dung": True, "dong_y_nop_tien": True,
    },
    "1.001699": SELF | GET | dict.fromkeys(DAILY, "can_giup") | {
        "khai_cho": "nguoi_khac", "ten_nkt": "Lê Văn Con", "ngay_sinh_nkt": "2012-01-02", "gioi_tinh_nkt": "nam",
        "dinh_danh_nkt": "038212000003", "quan_he_nkt": "cha_me", "loai_de_nghi": "xac_dinh",
        "dang_tat": ["van_dong"], "bieu_hien_van_dong": ["yeu"], "co_ket_luan": False, "noi_danh_gia": "tru_so",
    },
    "cxm-tro-cap-xa-hoi": SELF | GET | PAID | {
        "viec_tro_cap": "huong_moi", "khai_cho": "ban_than", "nhom": "khuyet_tat", "dien_ngheo": "khong",
        "muc_do_khuyet_tat": "nang", "so_giay_khuyet_tat": "12/2024", "dang_nuoi_con": False,
        "dang_huong_khac": False,
    },
    "cxm-ho-ngheo": SELF | GET | {
        "viec_xet_duyet": "ngheo", "chu_ho": "Lê Thị An", "thanh_vien_ho": [MEMBER], "thu_nhap_thang": 1_200_000,
        "nguon_thu": ["ruong"], "ly_do_kho_khan": ["om_dau"], "loai_nha": "tam", "dien_tich_o": 20,
        "nuoc_sinh_hoat": "gieng_sach", "nha_tieu": "khong_hop", "so_nguoi_khong_bhyt": 1, "so_tre_bo_hoc": 0,
        "co_internet": False,
    },
    "1.009374": FIRM | GET | {
        "ten_ban_tin": "Bản tin Nông nghiệp", "muc_dich": "Hướng dẫn nghiệp vụ", "noi_dung_ban_tin": "Kỹ thuật trồng lúa",
        "doi_tuong_phuc_vu": "Hội viên", "pham_vi_phat_hanh": "Trong tỉnh", "ngon_ngu": ["viet"], "ky_han": "quy",
        "khuon_kho": "19 × 27 cm", "so_trang": 32, "so_luong_in": 500, "noi_in": "Nhà in A",
        "phuong_thuc": "Phát nội bộ", "nguoi_chiu_trach_nhiem": MAN, "chuc_danh": "Giám đốc",
        "trinh_do": "Đại học", "loai_de_nghi": "cap_moi",
    },
    "2.001098": FIRM | GET | {
        "ten_trang": "Tin tức tỉnh", "ten_mien": "tintuctinh.vn", "han_ten_mien": "2026-01-01", "muc_dich": "Đưa tin",
        "noi_dung_trang": "Kinh tế, xã hội", "doi_tuong_phuc_vu": "Người dân", "nguon_tin": "Báo A",
        "noi_dat_may_chu": "Hà Nội", "nha_cung_cap": "Nhà mạng A", "co_ung_dung": False, "thoi_han_de_nghi": 5,
        "nguoi_quan_ly_noi_dung": MAN, "chuc_danh": "Giám đốc", "so_nhan_su": 3, "quy_trinh_tin": "Ba lần duyệt",
        "tu_go_bo": True, "mo_ta_go_bo": "Gỡ trong 3 giờ",
    },
    "cxm-attp-co-so": EITHER | GET | {
        "ten_co_so": "Quán phở Minh", "dia_chi_co_so": HOME, "dien_thoai_co_so": "0912345678",
        "so_dang_ky_kd": "26A8012345", "loai_hinh": "quan_an", "so_suat": 150, "so_nguoi_lam": 4,
        "so_da_tap_huan": 4, "so_da_kham": 4, "dien_tich_bep": 20.5, "nguon_nuoc": "gieng", "bep_mot_chieu": True,
        "luu_mau": True, "trang_thiet_bi": "Bếp ga 3", "nguon_thuc_pham": "Chợ huyện", "loai_de_nghi": "cap_moi",
    },
    "2.002481": PUPIL | {"lop": "lop_7"},
    "cxm-chuyen-truong": PUPIL | {"lop": "lop_10"},
    "cxm-mai-tang": SELF | GET | PAID | {
        "ten_nguoi_mat": "Lê Văn Cụ", "ngay_sinh_mat": "1938-01-01", "noi_cu_tru_mat": HOME, "ngay_mat": "2024-03-01",
        "nhom_mat": "bao_tro", "duoc_bhxh": False, "ai_mai_tang": "gia_dinh", "quan_he_mat": "con trai",
    },
}  # fmt: skip
