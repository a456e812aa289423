"""What feedback, complaints, alerts and look-ups put on pages of others; `slots.py` hands it on."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import RowDetails, WorklistRow
from tinhso.citizen import my_items
from tinhso.citizen.alerts import alert_display as alerts_shown
from tinhso.citizen.alerts.passed_on import alerts_ended, alerts_in_force
from tinhso.citizen.complaints import data as complaint_data
from tinhso.citizen.feedback import data as feedback_data
from tinhso.citizen.models import Feedback
from tinhso.citizen.phone_app.box import directory_address
from tinhso.citizen.phone_app.public_pages import agency_paths, report_paths
from tinhso.citizen.reports import data as report_data
from tinhso.citizen.retention.actions.forget_sender import forget_sender
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData, signed_in
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site.declare import PublicAlerts
from tinhso.kernel.site.slots import (
    BoxAnswer,
    CaseKind,
    HomeTask,
    MenuItem,
    MyItems,
    MyTasks,
    PageBanner,
    PublicPages,
)


def for_citizens(request: HttpRequest) -> bool:
    """An officer's account has nothing of its own under way; a visitor is asked to sign in."""
    signed = signed_in(request)
    return signed is None or signed.actor.person_id is not None


def feedback_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What each is about, and nobody's name: the agency that answers does not learn who sent it. One query."""
    rows = Feedback.objects.filter(case__in=case_ids).values_list("case_id", "subject")
    return {pk: RowDetails(hint=subject) for pk, subject in rows}


ALERTS_IN_FORCE = [PublicAlerts(alerts_in_force, alerts_ended)]
FEEDBACK_KINDS = [
    CaseKind(
        "feedback",
        _("Phản ánh, kiến nghị"),
        "desk_feedback",
        citizen_url_name="my_feedback",
        owner_url_name="my_feedback",
    )
]
FEEDBACK_ROWS = [WorklistRow("feedback", feedback_rows)]
FEEDBACK_TOPICS = [
    Topic("citizen.feedback", _("Phản ánh, kiến nghị của tôi"), channels=("email", "sms"), order=12)
]
FEEDBACK_DATA = [
    MyData(
        "kien-nghi",
        _("Phản ánh, kiến nghị"),
        _("Nội dung đã gửi, liên hệ đã khai, trả lời của cơ quan"),
        feedback_data.tables,
        order=32,
    )
]
FEEDBACK_MENU = [
    MenuItem(
        "officer",
        _("Sổ kiến nghị"),
        "feedback_register",
        group="reports",
        order=38,
        roles=(DeskOfficer.code, Examiner.code, Head.code),
    )
]
FEEDBACK_TASKS = [
    HomeTask(
        _("Phản ánh, kiến nghị"),
        _("Về quy định, thủ tục và thái độ phục vụ; trả lời trong 15 ngày làm việc"),
        "feedback",
        "people",
        order=45,
    )
]

REPORT_DATA = [
    MyData(
        "phan-anh",
        _("Phản ánh hiện trường"),
        _("Phản ánh đã gửi và ảnh, liên hệ đã khai, bản nháp, bình luận, phản ánh đang theo dõi"),
        report_data.tables,
        report_data.files,
        order=31,
    )
]

COMPLAINT_KINDS = [
    CaseKind(
        "complaint",
        _("Khiếu nại, tố cáo"),
        "desk_complaint",
        citizen_url_name="my_complaint",
        confidential=True,
        public_tracking=False,
    )
]
COMPLAINT_DATA = [
    MyData(
        "khieu-nai-to-cao",
        _("Khiếu nại, tố cáo"),
        _("Nội dung đơn, liên hệ đã khai, kết luận; chỉ ông/bà và cơ quan thụ lý đọc được"),
        complaint_data.tables,
        order=33,
    )
]
COMPLAINT_MENU = [
    MenuItem("footer", _("Khiếu nại, tố cáo, tiếp công dân"), "complaints", order=6),
    MenuItem(
        "officer", _("Ghi đơn"), "enter_complaint", group="reports", order=39, roles=(DeskOfficer.code,)
    ),
    MenuItem(
        "officer",
        _("Sổ đơn"),
        "complaint_register",
        group="reports",
        order=40,
        roles=(Examiner.code, Head.code),
    ),
]
ALERT_TOPICS = [
    Topic("citizen.alert_weather", _("Cảnh báo thời tiết"), channels=("email",), order=40),
    Topic("citizen.alert_disaster", _("Cảnh báo thiên tai"), channels=("email", "sms"), order=41),
    Topic("citizen.alert_outage", _("Mất điện, nước, mạng"), channels=(), order=42),
    Topic(
        "citizen.alert_waits",
        _("Cảnh báo chờ tôi duyệt"),
        channels=("email", "sms"),
        for_officers=True,
        order=44,
    ),
    Topic("citizen.alert_scam", _("Cảnh báo lừa đảo"), channels=(), order=43),
]
ALERT_MENU = [
    MenuItem(
        "officer",
        _("Cảnh báo"),
        "desk_alerts",
        group="reports",
        order=41,
        roles=(DeskOfficer.code, Examiner.code, Head.code),
    ),
    MenuItem("footer", _("Số khẩn cấp, danh bạ cơ quan"), "look_ups", order=5),
]
ALERT_BANNERS = [PageBanner("citizen/alert_banner.html", alerts_shown.banner)]
ALERT_DATA = [
    MyData(
        "canh-bao",
        _("Nơi nhận cảnh báo"),
        _("Các xã, phường đã chọn để nhận cảnh báo"),
        alerts_shown.tables,
        order=34,
    )
]
LOOK_UP_TASKS = [
    HomeTask(
        _("Cảnh báo"),
        _("Thời tiết, thiên tai, mất điện, lừa đảo tại nơi ông/bà chọn"),
        "alerts",
        "warning",
        order=46,
    ),
    HomeTask(
        _("Số khẩn cấp, danh bạ cơ quan"),
        _("112, 113, 114, 115, 111; địa chỉ, giờ làm việc"),
        "look_ups",
        "phone",
        order=48,
    ),
]
MY_THINGS = [
    MyItems(_("Phản ánh, kiến nghị, yêu cầu của tôi"), my_items.read, order=15),
    MyTasks(my_items.tasks, order=15),
    BoxAnswer(directory_address, order=30),
    PublicPages("co-quan", agency_paths),
    PublicPages("phan-anh", report_paths),
    MenuItem("account", _("Của tôi"), "my_things", order=5, shown=for_citizens),
    AccountEnd("citizen", erase=alerts_shown.erase_places),
    AccountEnd("citizen_reports", erase=forget_sender, order=90),
]
EVERY = [
    *MY_THINGS,
    *ALERTS_IN_FORCE,
    *ALERT_TOPICS,
    *ALERT_MENU,
    *ALERT_BANNERS,
    *ALERT_DATA,
    *LOOK_UP_TASKS,
    *FEEDBACK_KINDS,
    *FEEDBACK_ROWS,
    *FEEDBACK_TOPICS,
    *REPORT_DATA,
    *FEEDBACK_DATA,
    *FEEDBACK_MENU,
    *FEEDBACK_TASKS,
    *COMPLAINT_KINDS,
    *COMPLAINT_DATA,
    *COMPLAINT_MENU,
]
"""All of it in one list, which the declaring module names."""
