"""Whether there are enough administrators, and what no head has confirmed."""

from collections.abc import Iterator

from tinhso.kernel.people.posts.lists import FEWEST, administrators
from tinhso.kernel.people.posts.rights import first_accounts, unconfirmed
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding

MOST_NAMES = 10


def two_administrators() -> Iterator[Finding]:
    """What one administrator asks for another one confirms."""
    number = administrators(clock.today())
    if number < FEWEST:
        sentence = f"{number} người: cần ít nhất {FEWEST} để người này xác nhận việc người kia đề nghị; tinhso appoint"
        yield Finding("quản trị", "note", sentence)
    else:
        yield Finding("quản trị", "good", f"{number} người")


def confirmed_by_heads() -> Iterator[Finding]:
    """Accounts whose link came by a file, and posts that read personal data without a head's word."""
    today = clock.today()
    if first := list(first_accounts(today)[:MOST_NAMES]):
        names = ", ".join(post.user.username for post in first)
        yield Finding(
            "kích hoạt bằng tệp",
            "note",
            f"{names}: đường dẫn đặt mật khẩu ghi ra tệp trên máy chủ, chưa thủ trưởng nào xác nhận ở /can-bo/ai-doc-duoc-gi/",
        )
    waiting = unconfirmed(today)
    if waiting:
        late = sum(is_late for _seat, is_late in waiting)
        sentence = (
            f"{len(waiting)} vị trí đọc dữ liệu cá nhân chưa thủ trưởng nào xác nhận, {late} đã quá ngày"
        )
        yield Finding("quyền đọc", "note", sentence)
    else:
        yield Finding("quyền đọc", "good", "vị trí đọc dữ liệu cá nhân đều có thủ trưởng xác nhận")
