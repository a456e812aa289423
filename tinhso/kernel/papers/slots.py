from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.issued_files import KNOWN, PAPERS
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
