"""How many reports and comments are taken from one sender in an hour; the numbers are rules `flood.report.*`, `flood.report_comment.*`."""

from django.utils.translation import gettext as _

from tinhso.kernel.moderation.public import FloodLimits


def _too_many_reports() -> str:
    return _(
        "Đã nhận nhiều phản ánh từ ông/bà trong một giờ qua. Đợi 1 giờ rồi gửi tiếp; nội dung đã nhập được giữ. "
        "Việc khẩn cấp, gọi 112, 113, 114 hoặc 115."
    )


def _too_many_comments() -> str:
    return _("Đã nhận nhiều bình luận từ ông/bà trong một giờ qua. Đợi 1 giờ rồi gửi tiếp.")


REPORT_LIMITS = FloodLimits("report", _too_many_reports, address=60, nobody=20, phone=10, account=20)
COMMENT_LIMITS = FloodLimits("report_comment", _too_many_comments, account=20)
