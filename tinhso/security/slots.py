"""What cybersecurity puts on pages of others, and says of itself for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow, WorklistSide
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.roles import Administrator, Head, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site.declare import OwedReports
from tinhso.kernel.site.operation import Empty, Export, Probe, Retention
from tinhso.kernel.site.own_contact import OwnContacts
from tinhso.kernel.site.slots import CaseKind, MenuItem
from tinhso.security.advisories import digest
from tinhso.security.derived import CYBER_INCIDENTS, INCIDENT_REPORTS, SUPPORT_INCIDENTS
from tinhso.security.dossiers.way import KIND, dossier_rows
from tinhso.security.duties.upkeep import specialised_unit
from tinhso.security.findings.approvals import TOPIC, risks_waiting_for
from tinhso.security.hunting import notices as opening_notices
from tinhso.security.hunting.counting import openings_waiting_for
from tinhso.security.incidents import notices as incident_notices
from tinhso.security.incidents import way as incident_way
from tinhso.security.network_logs.upkeep import logs_at_fault
from tinhso.security.own_contacts.asking import agencies_own, names_own
from tinhso.security.reporting.month_report import owed_month
from tinhso.security.support import notices as support_notices
from tinhso.security.support import way as support_way

KINDS = [
    CaseKind(KIND, _("Hồ sơ cấp độ"), "level_dossier", confidential=True, public_tracking=False),
]
ROWS = [WorklistRow(KIND, dossier_rows)]
REPORTS_OWED = [OwedReports(_("Báo cáo an toàn thông tin"), owed_month, order=20)]
SIDES = [WorklistSide(_("Rủi ro chờ chấp nhận"), "security_findings", risks_waiting_for, roles=(Head.code,))]
OPENING_SIDES = [
    WorklistSide(_("Đề nghị mở tên nhật ký"), "log_openings", openings_waiting_for, roles=(Head.code,))
]
ADVISORY_SIDES = [
    WorklistSide(
        _("Cảnh báo chờ xác nhận"),
        "security_advisories",
        digest.tasks_waiting_for,
        roles=(SecurityOfficer.code,),
    )
]
ADVISORY_TOPICS = [
    Topic(digest.TOPIC, _("An toàn thông tin: thông báo gộp trong ngày"), for_officers=True, order=77)
]
OPENING_TOPICS = [
    Topic(opening_notices.TOPIC, _("Mở tên trong nhật ký mạng"), channels=(), for_officers=True, order=78)
]
LOG_MENU = [MenuItem("officer", _("Nhật ký mạng được dùng thế nào"), "network_log_use", order=69)]
LOG_RETENTION = [
    Retention(
        "security.network_logs",
        _(
            "Nhật ký mạng đã niêm: xóa sau số ngày của quy định kể từ dòng cuối, cùng nghi vấn chưa ai quyết định; mã băm của tên miền đã gặp sau từng ấy ngày không gặp lại"
        ),
        ("security.NetworkLog", "security.LogSuspicion", "security.SeenDomain"),
        job="security.forget_logs",
        rules="security.network_log_days",
        stays={
            "security.NetworkLog.code": "the code by which the log is known",
            **dict.fromkeys(
                [f"security.NetworkLog.{name}" for name in ("refusal", "hunt_refusal", "review_refusal")],
                "the program's own words for why it was not read",
            ),
        },
    )
]
TOPICS = [Topic(TOPIC, _("Rủi ro an toàn thông tin"), channels=(), for_officers=True, order=75)]
MENU = [
    MenuItem(
        "officer",
        _("An toàn thông tin"),
        "information_systems",
        order=64,
        roles=(SecurityCoordinator.code, SecurityOfficer.code, Head.code),
    ),
    MenuItem(
        "officer", _("Đầu mối an toàn thông tin"), "security_contacts", order=65, roles=(SupportDesk.code,)
    ),
    MenuItem(
        "officer",
        _("Đơn vị chuyên trách an toàn thông tin"),
        "security_duties",
        group="administration",
        order=66,
        roles=(Administrator.code,),
    ),
]
RETENTION = [
    Retention(
        "security.contacts",
        _("Đầu mối an toàn thông tin đã kết thúc: xóa sau số ngày của quy định"),
        ("security.SecurityContact",),
        job="security.forget_contacts",
        rules="security.contact_days",
    ),
    Retention(
        "security.reports",
        _(
            "Tệp báo cáo quét gốc, tệp bảng kê phần mềm đã có bản thay: xóa sau số ngày của quy định; điểm yếu, thành phần và kết quả đọc ở lại"
        ),
        ("security.ScanImport", "security.SoftwareBill"),
        job="security.forget_reports",
        rules="security.report_days",
        stays={
            **dict.fromkeys(
                [
                    f"security.ScanImport.{name}"
                    for name in ("code", "tool", "tool_version", "ports", "rules", "rejected", "refusal")
                ],
                "what was read of it, with the findings",
            ),
            **dict.fromkeys(
                [
                    f"security.SoftwareBill.{name}"
                    for name in ("code", "format_version", "tool", "subject", "rejected")
                ],
                "what was read of it, with the components",
            ),
            **dict.fromkeys(
                [
                    f"security.{model}.{name}"
                    for model in ("ScanImport", "SoftwareBill")
                    for name in ("file_name", "sha256")
                ],
                "which file it was, for whoever holds it elsewhere",
            ),
        },
    ),
    Retention(
        "security.lists",
        _("Tệp danh sách chỉ dấu gốc, và chỉ dấu không nguồn nào còn nêu: xóa sau số ngày của quy định"),
        ("security.IntelligenceLoad", "security.Indicator", "security.IndicatorRecord"),
        job="security.forget_lists",
        rules="security.indicator_retention_days",
        stays={
            **dict.fromkeys(
                [
                    f"security.IntelligenceLoad.{name}"
                    for name in ("code", "format", "rejected", "refusal", "file_name", "sha256")
                ],
                "which list was read and what of it could not be",
            ),
        },
    ),
]
DETECTION_RETENTION = [
    Retention(
        "security.hits",
        _("Phát hiện của quy tắc: xóa sau số ngày của quy định; tệp sự kiện xóa ngay khi chạy xong"),
        ("security.DetectionHit",),
        job="security.forget_hits",
        rules="security.report_days",
    )
]
EXPORTS = [
    Export(
        "security",
        "Sổ hệ thống thông tin với căn cứ cấp độ, kết nối, bốn lớp, hồ sơ cấp độ, phê duyệt, kiểm tra, kiểm kê; máy và địa chỉ theo cơ quan; báo cáo quét, điểm yếu với quá trình và quyết định; bảng kê phần mềm, thành phần, tuyên bố VEX; nguồn chỉ dấu, chỉ dấu, danh sách cảnh báo; quy tắc phát hiện, lần chạy, phát hiện, ngoại lệ; cảnh báo với trả lời của cơ quan; đầu mối; sự cố phần mềm dùng chung với trao đổi, tệp, lỗi đã biết; sự cố mạng với diễn biến, việc, chứng cứ, báo cáo, vi phạm dữ liệu;"
        " cơ quan chuyên trách; nhật ký mạng đã niêm, nghi vấn, đề nghị mở tên",
        without={"security.CollectorKey": ("digest",)},
        order=27,
    )
]
SUPPORT_KINDS = [
    CaseKind(
        support_way.KIND,
        _("Sự cố phần mềm dùng chung"),
        "support_incident",
        confidential=True,
        public_tracking=False,
    )
]
SUPPORT_ROWS = [WorklistRow(support_way.KIND, support_way.incident_rows)]
SUPPORT_TOPICS = [
    Topic(support_notices.TOPIC, _("Sự cố phần mềm đã báo"), channels=(), for_officers=True, order=76)
]
SUPPORT_MENU = [
    MenuItem("officer", _("Báo sự cố phần mềm"), "support_incidents", order=67),
    MenuItem("officer", _("Bộ phận hỗ trợ phần mềm"), "support_desk", order=68, roles=(SupportDesk.code,)),
]
SUPPORT_RETENTION = [
    Retention(
        "security.support_files",
        _("Tệp kèm sự cố phần mềm đã kết thúc: xóa sau số ngày của quy định; lời ghi ở lại"),
        ("security.SupportMessage",),
        job="security.forget_support_files",
        rules="security.support_file_days",
        stays={
            "security.SupportMessage.file_name": "which file it was that the words speak of",
            "security.SupportMessage.text": "the words of the incident stay in its history",
        },
    )
]
CYBER_KINDS = [
    CaseKind(
        incident_way.KIND,
        _("Sự cố an toàn thông tin mạng"),
        "cyber_incident",
        confidential=True,
        public_tracking=False,
    )
]
CYBER_ROWS = [WorklistRow(incident_way.KIND, incident_way.incident_rows)]
CYBER_TOPICS = [Topic(incident_notices.TOPIC, _("Sự cố an toàn thông tin mạng"), for_officers=True, order=74)]
CYBER_MENU = [MenuItem("officer", _("Có sự cố? Làm ngay"), "incident_first_steps", order=63)]
CYBER_RETENTION = [
    Retention(
        "security.evidence",
        _("Tệp chứng cứ của sự cố mạng đã đóng, không bị giữ lại: xóa sau số ngày của quy định; mã SHA-256 và bàn giao ở lại"),
        ("security.IncidentEvidence",),
        job="security.forget_evidence",
        rules="security.evidence_days",
        stays={
            "security.IncidentEvidence.file_name": "the chain of custody names the file",
            "security.IncidentEvidence.sha256": "the chain of custody names its digest",
            "security.IncidentEvidence.words": "the chain of custody says what it was",
        },
    )
]  # fmt: skip
DERIVED = [SUPPORT_INCIDENTS, CYBER_INCIDENTS, INCIDENT_REPORTS]
PROBES = [Probe("security", specialised_unit), Probe("security_logs", logs_at_fault)]
EMPTY = [
    Empty("Metric", why="how many systems lack protection is nobody's to learn from outside"),
    Empty(
        "MyData",
        why="contacts are of an office; who enters, sends reports, decides over findings does so in office",
    ),
    Empty(
        "AccountEnd",
        why="what somebody entered, sent in or decided in office stays in the registers of the agency, with who did",
    ),
]
OWN_CONTACTS = [OwnContacts(names_own, order=10), OwnContacts(agencies_own, order=20)]
PUBLIC_MENU = [MenuItem("footer", _("Có phải của tỉnh không?"), "own_contact", order=28)]
