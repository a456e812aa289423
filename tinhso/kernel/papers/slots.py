from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.issued_files import KNOWN, PAPERS
from tinhso.kernel.site.operation import Empty, Retention
from tinhso.kernel.site.slots import HomeTask, MenuItem

COMPARISONS = [PAPERS]
DIGESTS = [KNOWN]
MENU = [
    MenuItem("public", _("Xác minh"), "verify", order=40),
    MenuItem("footer", _("Xác minh giấy tờ điện tử"), "verify", order=30),
]
TASKS = [
    HomeTask(
        _("Xác minh giấy tờ điện tử"),
        _("Ai ký, ký lúc nào, nội dung có bị sửa không"),
        "verify",
        "seal",
        order=40,
    )
]
RETENTION = [
    Retention(
        "papers.requests",
        _("Yêu cầu ký: hết hiệu lực sau vài phút, xóa cùng bản thảo của giấy tờ"),
        ("papers.SigningRequest",),
    )
]
EMPTY = [
    Empty("Probe", why="a signing service is reached from the signer's machine, not from here"),
    Empty("MyData", why="an issued paper is given out by the system that had it drawn up"),
    Empty("AccountEnd", why="an issued paper is kept; it holds no account"),
]
