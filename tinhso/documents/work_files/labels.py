"""The words of the deeds on a file, by the names of their addresses."""

from django.utils.translation import gettext_lazy as _

DEED_LABELS = {
    "them-tai-lieu": _("Thêm tài liệu khác"),
    "ket-thuc": _("Kết thúc hồ sơ"),
    "nop-luu": _("Giao nộp lưu trữ cơ quan"),
    "nhan": _("Nhận vào lưu trữ cơ quan"),
    "tra-lai": _("Trả lại người lập"),
    "mo-lai": _("Mở lại hồ sơ"),
    "doi-nguoi": _("Đổi người lập hồ sơ"),
    "giu": _("Giữ nguyên trạng"),
    "thoi-giu": _("Thôi giữ nguyên trạng"),
}
DEED_HINTS = {
    "ket-thuc": _("Sau khi kết thúc không thêm, bớt tài liệu. Thời hạn giao nộp lưu trữ tính từ ngày này."),
    "nop-luu": _("Văn thư, lưu trữ cơ quan nhận hoặc trả lại hồ sơ."),
    "nhan": _("Hồ sơ đã nộp lưu không thay đổi nữa."),
    "giu": _("Hồ sơ không thay đổi và không hết thời hạn bảo quản cho tới khi thôi giữ."),
}
