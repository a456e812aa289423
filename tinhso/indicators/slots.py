"""What figures put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow, YearLock
from tinhso.indicators import my_data
from tinhso.indicators.cells import metrics
from tinhso.indicators.communes.office_notes import commune_notes
from tinhso.indicators.data_entry.owed_entries import owed_entries
from tinhso.indicators.derived import REPORT_SENDINGS, TASK_REPORTS
from tinhso.indicators.executive import urging_process
from tinhso.indicators.figure_page.queries import home_figures
from tinhso.indicators.infrastructure import village_process
from tinhso.indicators.maps.outlines import outlines
from tinhso.indicators.periodic_reports import process as periodic
from tinhso.indicators.plans.process import CONFIRM, KIND
from tinhso.indicators.plans.rows import task_rows
from tinhso.indicators.reports.pages import is_issued
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import MyData
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site.declare import OwedReports
from tinhso.kernel.site.operation import Empty, Export, Metric, Retention
from tinhso.kernel.site.public import page_answer
from tinhso.kernel.site.slots import (
    AreaOutlines,
    CaseKind,
    ExecutiveTile,
    HomeBlock,
    MenuItem,
    OfficeNotes,
    SearchKind,
)

KINDS = [
    CaseKind(KIND, _("Nhiệm vụ kế hoạch"), "plan_task", public_tracking=False, confirmed_at=CONFIRM),
    CaseKind(urging_process.KIND, _("Đôn đốc cơ quan"), "urging", public_tracking=False),
    CaseKind(
        village_process.KIND,
        _("Thôn chưa có sóng"),
        "signal_village",
        public_tracking=False,
        confirmed_at=village_process.CONFIRM,
    ),
    CaseKind(
        periodic.KIND,
        _("Báo cáo định kỳ"),
        "periodic_report",
        public_tracking=False,
        confirmed_at=periodic.RECEIVE,
    ),
]
ROWS = [
    WorklistRow(KIND, task_rows),
    WorklistRow(urging_process.KIND, urging_process.urging_rows),
    WorklistRow(village_process.KIND, village_process.village_rows),
    WorklistRow(periodic.KIND, periodic.report_rows),
]
MENU = [
    MenuItem("public", _("Số liệu"), "figures", order=50),
    page_answer("infrastructure", "ha tang so", "trang song", "lom song", "thon trang song", "vung lom song"),
    page_answer("good_models", "mo hinh hay", "mo hinh"),
    MenuItem("officer", _("Báo cáo tôi phải nộp"), "owed_reports", group="figures", order=59),
    MenuItem("officer", _("Báo cáo số liệu"), "entries_due", group="figures", order=60),
    MenuItem("officer", _("Chuyển đổi số"), "plan_desk", group="figures", order=61),
    MenuItem(
        "officer", _("Điều hành"), "executive", group="leading", order=15, roles=(Head.code, Supervisor.code)
    ),
    MenuItem("footer", _("Báo cáo năm"), "annual_reports", order=5),
]
TILES = [
    ExecutiveTile(
        "post.revenue",
        _("Doanh thu bưu chính, viễn thông"),
        beside=(("post.revenue_of_plan", _("so với kế hoạch năm")),),
        order=14,
    ),
    ExecutiveTile("indicators.dti_rank", _("Chuyển đổi số cấp tỉnh (DTI)"), order=15),
    ExecutiveTile("indicators.ict_rank", _("Sẵn sàng ứng dụng CNTT (ICT Index)"), order=16),
    ExecutiveTile("indicators.recognised_communes", _("Xã hoàn thành chuyển đổi số"), order=17),
    ExecutiveTile(
        "indicators.tasks_in_time",
        _("Nhiệm vụ kế hoạch đúng hạn"),
        overdue=("indicators.tasks_late", _("nhiệm vụ quá hạn")),
        order=22,
    ),
    ExecutiveTile("economy.digital_share", _("Tỷ trọng kinh tế số trong GRDP"), order=34),
    ExecutiveTile("post.internet_per_hundred", _("Thuê bao Internet trên 100 dân"), order=35),
    ExecutiveTile("post.coverage_4g", _("Dân số được phủ sóng 4G"), order=36),
    ExecutiveTile("post.fibre_villages", _("Thôn, bản có cáp quang"), order=37),
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
TOPICS = [
    Topic("indicators.threshold", _("Số liệu vượt ngưỡng"), for_officers=True, order=60),
    Topic("indicators.urging", _("Đôn đốc cơ quan"), for_officers=True, order=61),
]
YEARS = [YearLock(is_issued)]
DERIVED = [TASK_REPORTS, REPORT_SENDINGS]
REPORTS_OWED = [OwedReports(_("Báo cáo số liệu"), owed_entries, order=10)]
SEARCHED = [SearchKind("figure", _("Số liệu"), order=30)]
OFFICES = [OfficeNotes(commune_notes)]
BLOCKS = [HomeBlock("indicators/home_figures.html", home_figures)]
OUTLINES = [AreaOutlines(outlines)]
METRICS = [
    Metric(
        "tinhso_cells_age_seconds", "age of the cells that were summed longest ago", metrics.oldest_refresh
    ),
    Metric(
        "tinhso_cells_differing", "cells that the last comparison found unlike their rows", metrics.differing
    ),
]
EXPORTS = [
    Export(
        "indicators",
        "Chỉ tiêu, định nghĩa, số nhập, kế hoạch, báo cáo, bộ tiêu chí và điểm",
        stays={
            "indicators.MeasureCell": "summed anew from the rows",
            "indicators.MeasureState": "says how far the sums are",
        },
        order=23,
    )
]
RETENTION = [
    Retention(
        "indicators.unimported_tables",
        _("Bảng của doanh nghiệp đã gửi mà không nhập: xóa cùng tệp sau số ngày của quy định"),
        ("indicators.OperatorTable",),
        job="indicators.erase_tables",
        rules="infrastructure.unimported_days",
    )
]
EMPTY = [
    Empty("Probe", why="a mistyped code is an error of the program, which then does not start"),
    Empty("Setting", why="indicators, criteria and targets are dated data"),
    Empty(
        "AccountEnd",
        why="an assessment of a firm stays with the firm; its author loses the name with the person",
    ),
]
