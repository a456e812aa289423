"""One filled application for a postal licence, as a firm hands it in: for benches that submit over HTTP."""

import secrets

PROCEDURE = "1.003659"
ANSWERS = {
    "to_chuc.name": "Công ty TNHH Chuyển phát Sông Mẫu",
    "to_chuc.tax_code": "2800000013",
    "to_chuc.representative": "Nguyễn Thị Mẫu",
    "to_chuc.position": "Giám đốc",
    "to_chuc.phone": "0912345678",
    "tru_so.unit": "15271",
    "tru_so.detail": "Số 12 đường Lê Lợi",
    "ngay_cap_dkdn": "05/01/2020",
    "noi_cap_dkdn": "Sở Kế hoạch và Đầu tư",
    "von_dieu_le": "2.500.000.000",
    "nguoi_lien_he.full_name": "Nguyễn Thị Mẫu",
    "nguoi_lien_he.phone": "0912345678",
    "nguoi_lien_he.email": "mau@example.vn",
    "dia_ban": "toàn tỉnh",
    "loai_dich_vu": "thu_phat_nhanh",
    "phuong_thuc": "tu_to_chuc",
    "co_doi_tac_nuoc_ngoai": "false",
    "thoi_han_de_nghi": "10",
    "co_diem_phuc_vu": "false",
    "so_lao_dong": "20",
    "so_phuong_tien": "5",
    "quy_trinh": "Thu gom, khai thác, vận chuyển, phát.",
    "thoi_gian_toan_trinh": "48",
    "an_toan": "Kiểm tra bưu gửi.",
    "khieu_nai": "Trả lời trong hai tháng.",
    "hinh_thuc_nhan": "online",
    "cam_doan": "true",
    "dong_y_tra_cuu": "true",
}
PAPERS = ("gcn_dkdn", "phuong_an", "mau_hop_dong", "bang_gia", "quy_dinh_boi_thuong")
SKELETON = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
)


def pdf(size: int) -> bytes:
    """A small PDF of about so many bytes that no other equals."""
    return SKELETON + b"%" + secrets.token_hex(size // 2).encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
