"""What the province and the national portal write alike: moments, signatures, states. QCVN 120:2019/BTTTT, TT 18/2019.

Both sides of the wire use it: the one-stop shop, and the sandbox that stands for the portal.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SIGNATURE = "X-Chu-Ky"  # the header that carries the stamp of `lib.signed_message`
_MOMENT = re.compile(r"\d{14}")

STATES: Mapping[int, str] = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
"""TrangThaiHoSo: code and words."""


class BadMoment(ValueError):
    """Not a moment in the form yyyyMMddHHmmss."""


def write_moment(at: datetime) -> str:
    """yyyyMMddHHmmss in Asia/Ho_Chi_Minh."""
    return f"{at.astimezone(HANOI):%Y%m%d%H%M%S}"


def read_moment(text: str) -> datetime:
    """The moment in Asia/Ho_Chi_Minh; BadMoment for anything else than fourteen digits of a real one."""
    if not _MOMENT.fullmatch(text):
        raise BadMoment(text)
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError as error:
        raise BadMoment(text) from error
