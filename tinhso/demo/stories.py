"""In which order, and under which story, the sign-in page of the demo lists its people."""

from django.utils.functional import lazy

from tinhso.kernel.site import clock

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
STORIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Chị An làm giấy tờ ở nhà", ("an", "dung")),
    ("Sáng {day} của chị Bình ở bàn tiếp nhận của sở", ("binh", "emi", "chi", "hai", "van", "dao")),
    ("Dựng nhà ở Hà Trung", ("hoa", "khanh", "long", "bao", "my")),
    ("Khai sinh, kết hôn, chứng thực ở xã", ("nga", "thanh", "loc", "sang", "ven")),
    ("Năm phút của Chủ tịch tỉnh", ("tho", "khoi", "sau", "xuyen")),
    ("Ổ gà đầu ngõ và cơn mưa lớn: phản ánh, cảnh báo", ("phuong", "giang", "phuc", "quynh")),
    ("Dữ liệu hộ tịch đi từ sở tới huyện", ("ngan", "tam")),
    ("Hệ thống, máy và cấp độ an toàn thông tin", ("thuy", "khoa", "kien", "huong")),
    ("Một bài báo có số liệu sống", ("mien", "lam")),
    ("Kiểm tra một con số, một lá đơn", ("tra", "ly")),
    ("Giữ hệ thống chạy", ("quan", "hanh")),
)
"""`{day}` is the weekday on which the page is shown: a Friday when the demo opens."""


def _named(story: str) -> str:
    return story.replace("{day}", WEEKDAYS[clock.today().weekday()])


_named_today = lazy(_named, str)


def story_of(username: str) -> tuple[int, str]:
    """The place in the list and the story; whoever is in none comes last."""
    for number, (story, people) in enumerate(STORIES):
        if username in people:
            title = _named_today(story) if "{day}" in story else story
            return 100 * number + people.index(username), title
    return 100 * len(STORIES), ""
