"""What of the rows of plan tasks and periodic reports follows from their events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, from_event, moment

TASK_REPORTS = Derived(
    model="indicators.TaskReport",
    label=_("báo cáo tiến độ nhiệm vụ"),
    case="task_id",
    key=("report_id", "pk"),
    columns={"finished": "finished", "at": "at"},
    begins={"indicators.ProgressReported": ""},
    sets={"indicators.ProgressReported": {"finished": from_event("finished"), "at": moment}},
    may_lack=lambda held: False,
)
REPORT_SENDINGS = Derived(
    model="indicators.PeriodicReportSending",
    label=_("lần gửi báo cáo định kỳ"),
    case="report_id",
    key=("sending_id", "pk"),
    columns={"at": "at"},
    begins={"indicators.PeriodicReportSent": ""},
    sets={"indicators.PeriodicReportSent": {"at": moment}},
    may_lack=lambda held: False,
)
