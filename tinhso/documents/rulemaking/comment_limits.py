"""How many comments on drafts are taken from one sender in an hour; the numbers are rules `flood.public_comment.*`."""

from django.utils.translation import gettext as _

from tinhso.kernel.moderation.public import FloodLimits


def _too_many() -> str:
    return _(
        "Đã nhận nhiều góp ý từ ông/bà trong một giờ qua. Đợi 1 giờ rồi gửi tiếp; nội dung đã nhập được giữ."
    )


COMMENT_LIMITS = FloodLimits("public_comment", _too_many, address=60, nobody=20, account=30)
