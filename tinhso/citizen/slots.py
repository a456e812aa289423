"""What the citizen's app puts on pages of others."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.citizen import life_slots
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import CaseKind, HomeTask, MenuItem, PageApp


def promised() -> str:
    """What the tile of the home page says, with the days that the rule gives; one query."""
    days = rule_or("citizen.answer_days", 0, on=clock.today())
    if not days:
        return gettext("Gửi ảnh và vị trí")
    return gettext("Gửi ảnh và vị trí, cơ quan trả lời trong %(n)s ngày") % {"n": days}


KINDS = [CaseKind("report", _("Phản ánh hiện trường"), "desk_report", citizen_url_name="report")]
MENU = [
    MenuItem("public", _("Phản ánh"), "reports", order=25),
    MenuItem("footer", _("Ứng dụng trên điện thoại"), "app", order=25),
]
APP = [PageApp("citizen/app/head.html", "app_worker")]
TASKS = [
    HomeTask(
        _("Phản ánh hiện trường"),
        promised,
        "send_report",
        "camera",
        order=30,
    )
]
TOPICS = [
    Topic("citizen.code", _("Mã xác nhận số điện thoại"), channels=("sms",), order=12),
    Topic("citizen.report", _("Phản ánh của tôi"), channels=("email", "sms"), order=13),
]
LIFE = life_slots.EVERY
