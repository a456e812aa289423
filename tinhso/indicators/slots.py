"""What figures put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow, YearLock
from tinhso.indicators import my_data
from tinhso.indicators.derived import TASK_REPORTS
from tinhso.indicators.figure_page.queries import home_figures
from tinhso.indicators.maps.outlines import outlines
from tinhso.indicators.plans.process import CONFIRM, KIND
from tinhso.indicators.plans.rows import task_rows
from tinhso.indicators.reports.codes import codes
from tinhso.indicators.reports.pages import is_issued
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site.operation import Empty, Probe
from tinhso.kernel.site.slots import AreaOutlines, CaseKind, HomeBlock, MenuItem

KINDS = [CaseKind(KIND, _("Nhiệm vụ kế hoạch"), "plan_task", public_tracking=False, confirmed_at=CONFIRM)]
ROWS = [WorklistRow(KIND, task_rows)]
MENU = [
    MenuItem("public", _("Số liệu"), "figures", order=50),
    MenuItem("officer", _("Báo cáo số liệu"), "entries_due", order=60),
    MenuItem("officer", _("Chuyển đổi số"), "plan_desk", order=61),
    MenuItem("officer", _("Điều hành"), "executive", order=15, roles=(Head.code, Supervisor.code)),
    MenuItem("footer", _("Báo cáo năm"), "annual_reports", order=5),
]
MY_DATA = [
    MyData(
        "tu-danh-gia",
        _("Tự đánh giá của doanh nghiệp"),
        _("Các bài tự đánh giá chuyển đổi số mà tài khoản này làm cho doanh nghiệp"),
        my_data.tables,
        order=60,
    )
]
TOPICS = [Topic("indicators.threshold", _("Số liệu vượt ngưỡng"), for_officers=True, order=60)]
YEARS = [YearLock(is_issued)]
DERIVED = [TASK_REPORTS]
BLOCKS = [HomeBlock("indicators/figures_block.html", home_figures)]
OUTLINES = [AreaOutlines(outlines)]
PROBES = [Probe("indicators.codes", codes, database=False)]
EMPTY = [
    Empty("Setting", why="indicators, criteria and targets are dated data"),
    Empty(
        "AccountEnd",
        why="an assessment of a firm stays with the firm; its author loses the name with the person",
    ),
    Empty("Retention", why="figures, plans and reports are kept for ever"),
]
