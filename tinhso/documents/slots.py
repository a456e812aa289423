"""What official documents put on pages of others, and say of themselves for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow, WorklistSide
from tinhso.documents.assignments.notices import TOPIC as ASSIGNMENT_TOPIC
from tinhso.documents.assignments.upkeep import extensions_for, supports_for, waiting_assignments
from tinhso.documents.assignments.way import KIND as ASSIGNMENT
from tinhso.documents.assignments.way import assignment_rows
from tinhso.documents.axis.notices import TOPIC as AXIS_TOPIC
from tinhso.documents.axis.trials import ask_axis
from tinhso.documents.axis.upkeep import axis_messages, axis_reached
from tinhso.documents.copies.upkeep import copies_to_seal, copies_to_sign
from tinhso.documents.derived import DOCUMENTS, NUMBERS
from tinhso.documents.finding.account_end import erase as erase_searches
from tinhso.documents.incoming.notices import TOPIC
from tinhso.documents.incoming.supporting import SUPPORT_KIND, support_rows
from tinhso.documents.incoming.upkeep import waiting_arrivals
from tinhso.documents.incoming.way import KIND as ARRIVING
from tinhso.documents.incoming.way import arriving_rows
from tinhso.documents.normative.way import KIND as RULE_STEP
from tinhso.documents.normative.way import step_rows
from tinhso.documents.office_editor.upkeep import ask_editor, editor_reached
from tinhso.documents.outgoing.planning import planning_documents
from tinhso.documents.outgoing.upkeep import unconfirmed_rights, waiting_documents
from tinhso.documents.outgoing.way import KIND, outgoing_rows
from tinhso.documents.registers.report_number import take_number
from tinhso.documents.registers.upkeep import numbers_held
from tinhso.documents.rulemaking import personal_data
from tinhso.documents.rulemaking.moderated import PUBLIC_COMMENTS
from tinhso.documents.rulemaking.notices import TOPIC as CONSULTATION_TOPIC
from tinhso.documents.rulemaking.upkeep import public_comments
from tinhso.documents.rulemaking.way import KIND as CONSULTATION
from tinhso.documents.rulemaking.way import consultation_rows
from tinhso.documents.scanning.upkeep import scan_programs, scans_read
from tinhso.documents.work_files.due import TOPIC as FILES_TOPIC
from tinhso.documents.work_files.upkeep import files_due, files_due_for
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData
from tinhso.kernel.people.roles import Auditor, Clerk, Examiner, Head
from tinhso.kernel.site.declare import PlanningDocuments
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe
from tinhso.kernel.site.slots import CaseKind, DocumentNumbering, MenuItem, SearchKind
from tinhso.kernel.site.trial import Trial

NUMBERING = [DocumentNumbering(take_number)]
KINDS = [
    CaseKind(KIND, _("Văn bản đi"), "outgoing_document", confidential=True, public_tracking=False),
    CaseKind(ARRIVING, _("Văn bản đến"), "arriving_document", confidential=True, public_tracking=False),
    CaseKind(
        SUPPORT_KIND,
        _("Phối hợp xử lý văn bản đến"),
        "arriving_support",
        confidential=True,
        public_tracking=False,
    ),
    CaseKind(ASSIGNMENT, _("Nhiệm vụ được giao"), "assignment", confidential=True, public_tracking=False),
    CaseKind(CONSULTATION, _("Lấy ý kiến dự thảo văn bản"), "consultation_desk", public_tracking=False),
    CaseKind(RULE_STEP, _("Bước xây dựng, công bố văn bản"), "rule_step", public_tracking=False),
]
ROWS = [
    WorklistRow(KIND, outgoing_rows),
    WorklistRow(ARRIVING, arriving_rows),
    WorklistRow(SUPPORT_KIND, support_rows),
    WorklistRow(ASSIGNMENT, assignment_rows),
    WorklistRow(CONSULTATION, consultation_rows),
    WorklistRow(RULE_STEP, step_rows),
]
PLANNING = [PlanningDocuments(planning_documents)]
SEARCHED = [
    SearchKind("rule", _("Văn bản quy phạm pháp luật"), order=40, list_url_name="issued_rules"),
    SearchKind("consultation", _("Dự thảo lấy ý kiến"), order=45),
]
MODERATED = [PUBLIC_COMMENTS]
TOPICS = [
    Topic(TOPIC, _("Văn bản đến"), channels=(), for_officers=True, order=40),
    Topic(AXIS_TOPIC, _("Gửi văn bản trên trục liên thông"), channels=(), for_officers=True, order=42),
    Topic(CONSULTATION_TOPIC, _("Góp ý dự thảo của tôi"), channels=("email",), order=18),
]
TOPICS += [Topic(ASSIGNMENT_TOPIC, _("Nhiệm vụ được giao"), channels=(), for_officers=True, order=41)]
TOPICS += [Topic(FILES_TOPIC, _("Hồ sơ đến hạn nộp lưu"), channels=(), for_officers=True, order=44)]
DERIVED = [DOCUMENTS]
COMPARISONS = [NUMBERS]
SIDES = [
    WorklistSide(
        _("Thay đổi quyền văn bản chờ xác nhận"), "document_rights", unconfirmed_rights, roles=(Head.code,)
    ),
    WorklistSide(
        _("Đề nghị gia hạn nhiệm vụ chờ quyết định"), "assignments", extensions_for, roles=(Head.code,)
    ),
    WorklistSide(
        _("Nhiệm vụ phối hợp chưa cho ý kiến"), "assignments", supports_for, roles=(Head.code, Examiner.code)
    ),
    WorklistSide(_("Bản sao chờ ký"), "document_copies", copies_to_sign, roles=(Head.code,)),
    WorklistSide(_("Bản sao chờ cấp số, đóng dấu"), "document_copies", copies_to_seal, roles=(Clerk.code,)),
    WorklistSide(_("Hồ sơ đến hạn nộp lưu"), "work_files", files_due_for, roles=(Clerk.code, Examiner.code)),
]
MENU = [
    MenuItem(
        "officer",
        _("Văn bản đi"),
        "outgoing_documents",
        group="dossiers",
        order=58,
        roles=(Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem(
        "officer", _("Văn bản chờ ký"), "outgoing_signing", group="signing", order=60, roles=(Head.code,)
    ),
    MenuItem(
        "officer",
        _("Văn bản chờ đóng dấu"),
        "outgoing_sealing",
        group="signing",
        order=62,
        roles=(Clerk.code,),
    ),
    MenuItem(
        "officer",
        _("Sổ văn bản đi"),
        "document_register",
        group="dossiers",
        order=60,
        roles=(Clerk.code, Head.code, Auditor.code),
    ),
]
MENU += [
    MenuItem(
        "officer",
        _("Văn bản đến"),
        "arriving_documents",
        group="dossiers",
        order=56,
        roles=(Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem(
        "officer",
        _("Sổ văn bản đến"),
        "arrival_register",
        group="dossiers",
        order=57,
        roles=(Clerk.code, Head.code, Auditor.code),
    ),
]
MENU += [
    MenuItem(
        "officer",
        _("Nhiệm vụ được giao"),
        "assignments",
        group="dossiers",
        order=55,
        roles=(Examiner.code, Head.code, Clerk.code, Auditor.code),
    ),
    MenuItem(
        "officer",
        _("Hồ sơ công việc"),
        "work_files",
        group="dossiers",
        order=61,
        roles=(Examiner.code, Head.code, Clerk.code, Auditor.code),
    ),
    MenuItem(
        "officer",
        _("Lấy ý kiến dự thảo"),
        "consultation_desks",
        group="dossiers",
        order=62,
        roles=(Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem(
        "officer",
        _("Văn bản quy phạm pháp luật"),
        "rule_steps",
        group="dossiers",
        order=63,
        roles=(Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem("footer", _("Góp ý dự thảo văn bản"), "consultations", order=7),
    MenuItem("footer", _("Văn bản quy phạm pháp luật"), "issued_rules", order=8),
]
MY_DATA = [
    MyData(
        "gop-y-du-thao",
        _("Góp ý dự thảo văn bản"),
        _("Góp ý đã gửi cho dự thảo văn bản quy phạm pháp luật khi đăng nhập"),
        personal_data.tables,
        order=36,
    )
]
ACCOUNT_ENDS = [
    AccountEnd("documents_comments", erase=personal_data.unlink_author),
    AccountEnd("documents", erase=erase_searches),
]
EXPORTS = [
    Export(
        "documents",
        "Sổ đăng ký văn bản đi; văn bản đi với mọi phiên bản dự thảo, góp ý, duyệt, nơi nhận; văn bản đến với tệp,"
        " chỉ đạo, ý kiến, phối hợp, trạng thái báo cho nơi gửi; bản tin trên trục liên thông (chưa nhận được: tệp edXML);"
        " bản sao văn bản; nhiệm vụ được giao với báo cáo, gia hạn, đôn đốc;"
        " bản quét với chữ nhận dạng; danh mục hồ sơ, hồ sơ công việc với mục lục, gói nộp lưu trữ lịch sử; dự thảo lấy ý kiến với mọi góp ý; văn bản quy phạm pháp luật, các bước"
        " xây dựng, công bố, hiệu lực",
        without={"documents.PublicComment": ("receipt",)},
        order=26,
    )
]
PROBES = [
    Probe("document_axis", axis_reached),
    Probe("document_scans", scan_programs),
    Probe("office_editor", editor_reached),
]
METRICS = [
    Metric("tinhso_documents_scans", "documents of scans whose text is still to be read", scans_read),
    Metric("tinhso_documents_public_comments", "comments on drafts of rules, by state", public_comments),
    Metric(
        "tinhso_documents_axis_messages",
        "messages about documents that wait for the document axis or are stuck, by state",
        axis_messages,
    ),
    Metric(
        "tinhso_documents_numbers_held",
        "numbers that are reserved and neither used nor released",
        numbers_held,
    ),
    Metric("tinhso_documents_assignments", "open tasks by step and whether overdue", waiting_assignments),
    Metric("tinhso_documents_waiting", "outgoing documents that wait, by step", waiting_documents),
    Metric("tinhso_documents_files_due", "files of work that are late for the archive", files_due),
    Metric("tinhso_documents_arriving", "arriving documents that wait, by step", waiting_arrivals),
]
TRIALS = [Trial("axis", "Trục liên thông văn bản", "TINHSO_DOCUMENT_AXIS", ask_axis, order=42)]
TRIALS += [Trial("office_editor", "Bộ soạn thảo văn phòng", "TINHSO_OFFICE_EDITOR", ask_editor, order=43)]
EMPTY = [
    Empty("Retention", why="nothing is thrown away by itself: a register is kept as long as its agency is"),
]
