"""Findings in plain words, for citizens."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.pdf_verify import Unreadable, Verdict

VERDICTS: dict[Verdict, tuple[str, Promise]] = {
    Verdict.VALID: ("ok", _("Chữ ký hợp lệ, nội dung chưa bị sửa")),
    Verdict.CHANGED: ("late", _("Nội dung đã bị sửa sau khi ký")),
    Verdict.UNKNOWN_ISSUER: ("soon", _("Chưa xác định được tổ chức cấp chứng thư số")),
    Verdict.EXPIRED: ("soon", _("Chứng thư số đã hết hạn hoặc chưa có hiệu lực khi ký")),
    Verdict.REVOKED: ("late", _("Chứng thư số đã bị thu hồi")),
}

UNREADABLE: dict[Unreadable, Promise] = {
    Unreadable.NOT_PDF: _("Tệp này không phải PDF. Chọn tệp PDF đã ký số."),
    Unreadable.ENCRYPTED: _("Tệp PDF có mật khẩu nên không kiểm tra được. Bỏ mật khẩu rồi chọn lại tệp."),
    Unreadable.BROKEN: _(
        "Tệp PDF bị hỏng hoặc đã bị sửa nên không đọc được. Tải lại tệp gốc từ nơi cấp rồi thử lại."
    ),
    Unreadable.TOO_MANY: _("Tệp có quá nhiều chữ ký (hơn 20) nên không kiểm tra được tại đây."),
}
