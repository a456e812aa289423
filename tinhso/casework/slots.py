"""What casework itself puts on pages."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework import my_data
from tinhso.casework.case.kind import is_confidential
from tinhso.casework.clocks.metrics import open_cases
from tinhso.casework.corrections.corrections import count_waiting
from tinhso.casework.personal_data import account_end
from tinhso.casework.proof import slot
from tinhso.casework.proof.case_rules import CASES, CLOCKS
from tinhso.casework.proof.wait_rules import WAITS
from tinhso.casework.tracking import sms
from tinhso.casework.tracking.box import tracking_address
from tinhso.casework.worklist.queries import WorklistSide
from tinhso.kernel.notices.public import NeutralCases, Topic
from tinhso.kernel.people.public import AccountEnd, MyData, count_waiting_lists
from tinhso.kernel.people.roles import Administrator, Auditor, Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Empty, Export, Metric, Retention
from tinhso.kernel.site.shapes import LiveCounts
from tinhso.kernel.site.slots import BoxAnswer, CaseKind, MenuItem

NEUTRAL = [NeutralCases(is_confidential)]
KINDS = [CaseKind("opinion", _("Lấy ý kiến"), "opinion", confidential=True, public_tracking=False)]
TOPICS = [
    Topic("casework.deadline", _("Nhắc việc sắp đến hạn, quá hạn"), channels=(), for_officers=True, order=20),
    Topic(
        "casework.posts", _("Thay đổi quyền, vị trí chờ xác nhận"), channels=(), for_officers=True, order=90
    ),
    Topic("casework.proof", _("Đối chiếu hồ sơ với sự kiện"), channels=(), for_officers=True, order=28),
    Topic("casework.supplement", _("Nhắc bổ sung hồ sơ"), channels=("email", "sms"), order=15),
]
MENU = [
    MenuItem("public", _("Tra cứu"), "track", order=20),
    MenuItem("officer", _("Việc của tôi"), "worklist", group="work", order=10, counts=("all",)),
    MenuItem(
        "officer",
        _("Theo dõi thời hạn"),
        "radar",
        group="following",
        order=20,
        roles=(Head.code, Supervisor.code),
    ),
    MenuItem("officer", _("Kiểm chứng"), "audit", group="following", order=70, roles=(Auditor.code,)),
    MenuItem("officer", _("Lịch"), "calendar", group="administration", order=82, roles=(Administrator.code,)),
]
LIVE = [LiveCounts("worklist_counts")]
SIDES = [
    WorklistSide(
        _("Đính chính chờ xác nhận"),
        "corrections",
        lambda actor: count_waiting(actor, clock.today()),
        roles=(Head.code,),
    ),
    WorklistSide(
        _("Vị trí, quyền ký chờ xác nhận"),
        "post_lists",
        lambda actor: count_waiting_lists(actor, clock.today()),
        roles=(Administrator.code, Head.code),
    ),
]
BOX = [BoxAnswer(tracking_address, order=10)]
SMS = [sms.COMMAND]
COMPARISONS = [slot.COMPARISON]
DERIVED = [CASES, CLOCKS, WAITS]
MY_DATA = [
    MyData(
        "qua-trinh",
        _("Quá trình giải quyết"),
        _("Các mốc thời gian, nội dung cơ quan đã gửi, ai đã xem hồ sơ, lúc nào và để làm gì"),
        my_data.tables,
        order=35,
    )
]
ACCOUNT_ENDS = [AccountEnd("casework", open_things=account_end.open_things, keeps=account_end.keeps)]
RETENTION = [
    Retention(
        "casework.texts",
        _(
            "Ghi chú và ý kiến: xóa cùng nội dung của việc, do phần giữ việc đó xóa; tên loại việc, mã, các mốc giờ ở lại"
        ),
        ("casework.Case", "casework.Note"),
        rules="retention.",
        stays={
            "casework.Case.code": "the code by which the case is known",
            "casework.Case.outcome": "a code of how it ended",
            "casework.Case.step": "a code of the process",
            "casework.Case.title": "the name of its procedure, category or kind, never words of a person",
        },
    )
]
METRICS = [Metric("tinhso_cases_open", "open cases by kind, before and past their due moment", open_cases)]
EXPORTS = [
    Export("casework", "Việc: trạng thái, bước, đồng hồ, thời hạn, người tham gia, ghi chú, ý kiến", order=10)
]
EMPTY = [
    Empty("Setting", why="time limits, calendars and seats are dated rules and rows"),
    Empty("Probe", why="cases need nothing outside; they are held against their events by `tinhso verify`"),
]
