"""SANDBOX: what pretended outlets publish. Everything is invented; "số mô phỏng" stands inside every article."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.lib.messages.portal_wire import HANOI

MARK = "(số mô phỏng)"


@dataclass(frozen=True)
class Story:
    """`minutes` is its age when the sandbox starts; `outlets` print it, each with a lead of its own."""

    slug: str
    minutes: int
    title: str
    text: str
    outlets: tuple[str, ...]


OUTLETS = {
    "bao-xu-mo-phong.example.vn": "Báo Xứ Mô Phỏng",
    "dai-mo-phong.example.vn": "Đài Mô Phỏng",
    "tap-chi-mo-phong.example.vn": "Tạp chí Mô Phỏng",
    "tin-nhanh-mo-phong.example.vn": "Tin Nhanh Mô Phỏng",
}
ALL = tuple(OUTLETS)
LEADS = ("", "Theo phản ánh của bạn đọc. ", "Ghi nhận của chúng tôi. ", "Tin từ cơ sở. ")
STORIES = (
    Story(
        "den-duong", 95, f"Đèn đường ở thị trấn Hà Trung tắt nhiều tối {MARK}",
        "Người dân thị trấn Hà Trung, tỉnh Thanh Hóa phản ánh dãy đèn trước chợ tắt từ đầu tuần, xe máy đi lại khó thấy ổ gà. Tổ dân phố đã báo đơn vị quản lý ba lần "
        f"nhưng chưa có ai đến sửa. Cả đoạn dài 300 mét chỉ còn hai bóng sáng {MARK}.",
        ALL,
    ),
    Story(
        "nop-ho-so", 210, f"Thêm điểm hướng dẫn nộp hồ sơ trên mạng ở xã Hà Long {MARK}",
        "Từ tuần này người dân xã Hà Long, huyện Hà Trung có thêm nơi được hướng dẫn nộp hồ sơ trên mạng vào sáng thứ Bảy. Đoàn viên thanh niên trực tại "
        f"nhà văn hóa thôn, giúp được 40 người trong buổi đầu {MARK}.",
        ALL[:2],
    ),
    Story(
        "vung-lom-song", 330, f"Học sinh vùng cao tỉnh Thanh Hóa còn phải tìm chỗ bắt sóng {MARK}",
        "Ở vài bản xa của tỉnh Thanh Hóa, học sinh phải lên đồi mới có sóng để học trực tuyến. Sở TT&TT cho biết đang khảo sát vị trí đặt trạm; trong năm sẽ "
        f"phủ sóng 12 bản {MARK}.",
        ALL[1:3],
    ),
)  # fmt: skip
STRANGE = Story(
    "noi-khac", 60, f"Chợ hoa ở một tỉnh khác mở cửa sớm {MARK}",
    f"Chợ hoa của tỉnh bạn năm nay mở sớm một tuần, người mua đông hơn năm trước; ban quản lý chợ bố trí thêm chỗ để xe {MARK}.",
    ("tin-nhanh-mo-phong.example.vn",),
)  # fmt: skip


class Newsroom:
    """The articles of all pretended outlets, on the demo's clock; tests add theirs."""

    def __init__(self, offset: float = 0.0, stories: tuple[Story, ...] = (*STORIES, STRANGE)) -> None:
        self.begun = (datetime.now(tz=HANOI) + timedelta(seconds=offset)).replace(second=0, microsecond=0)
        self._stories = list(stories)
        self._lock = threading.Lock()

    def add(self, story: Story) -> None:
        with self._lock:
            self._stories.append(story)

    def of(self, host: str) -> list[tuple[str, str, str, datetime]]:
        """Address, title, text and moment of each article of an outlet, the newest first."""
        with self._lock:
            stories = [one for one in self._stories if host in one.outlets]
        return [
            (
                f"https://{host}/{one.slug}.html",
                one.title,
                LEADS[one.outlets.index(host) % len(LEADS)] + one.text,
                self.begun - timedelta(minutes=one.minutes - 7 * one.outlets.index(host)),
            )
            for one in sorted(stories, key=lambda one: one.minutes)
        ]
