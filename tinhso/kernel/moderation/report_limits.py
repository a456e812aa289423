"""Too many reports at once are slowed, with words that say when to come back."""

from django.utils.translation import gettext as _

from tinhso.kernel.site.rate_limit import allow

PER_PHONE, PER_ACCOUNT, PER_ADDRESS = 10, 20, 60  # reports in an hour; many phones share one address
PER_NOBODY = 20  # from one address by those who gave neither phone nor account
HOUR = 3600


class Flooded(Exception):
    """One too many; nothing is lost. `str()` is a whole sentence, `retry_after` seconds."""

    retry_after = HOUR


def check_flood(*, phone: str, address: str, account: int | None) -> None:
    """Count one report for the phone, the account and the address it comes from. Flooded."""
    enough = allow("report_address", address, PER_ADDRESS, HOUR)
    if not phone and not account:
        enough = allow("report_nobody", address, PER_NOBODY, HOUR) and enough
    if phone:
        enough = allow("report_phone", phone, PER_PHONE, HOUR) and enough
    if account:
        enough = allow("report_account", str(account), PER_ACCOUNT, HOUR) and enough
    if not enough:
        raise Flooded(
            _(
                "Đã nhận nhiều phản ánh từ ông/bà trong một giờ qua. Đợi 1 giờ rồi gửi tiếp; nội dung đã nhập được giữ. "
                "Việc khẩn cấp, gọi 112, 113, 114 hoặc 115."
            )
        )
