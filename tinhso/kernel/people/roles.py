"""Roles as readable classes. A post carries role codes; permissions ask `actor.holds(Role)`."""

from collections.abc import Iterable
from typing import ClassVar


class Role:
    """What somebody at an agency is there to do; `code` is stored in posts, `label` is shown.

    Who `decides` (signs, seals, publishes, gives rights) gets the post by two persons. A post with a role that `reads_personal_data`
    begins when the head of its agency confirmed it; whoever adds a role and says nothing of it adds one that does.
    """

    code: ClassVar[str]
    label: ClassVar[str]
    decides: ClassVar[bool] = False
    reads_personal_data: ClassVar[bool] = True


class DeskOfficer(Role):
    """Receives and hands back at the one-stop desk; signs forms 01 and 02."""

    code = "desk"
    label = "Cán bộ tiếp nhận, trả kết quả"


class Examiner(Role):
    """Examines a dossier and drafts its result."""

    code = "examiner"
    label = "Chuyên viên thụ lý"


class Head(Role):
    """Heads an agency: assigns, approves, signs forms 03 and 04 and results."""

    code = "head"
    label = "Thủ trưởng đơn vị"
    decides = True


class Clerk(Role):
    """Văn thư: numbers, seals and issues; archives."""

    code = "clerk"
    label = "Văn thư"
    decides = True


class DataOfficer(Role):
    """Answers for the open data of an agency: approves descriptions, releases what was held, publishes (NĐ 47/2020/NĐ-CP)."""

    code = "data"
    label = "Cán bộ phụ trách dữ liệu"
    decides = True


class Supervisor(Role):
    """Reads figures and deadlines of the agency and those below it; reads dossiers only where a participant."""

    code = "supervisor"
    label = "Lãnh đạo theo dõi"


class Auditor(Role):
    """Follows a figure to its rows, events and seals; changes nothing."""

    code = "auditor"
    label = "Thanh tra, kiểm tra"


class Administrator(Role):
    """Keeps accounts, posts, calendars and rules of the instance; reads no dossier."""

    code = "administrator"
    label = "Quản trị hệ thống"
    decides = True
    reads_personal_data = False


class SecurityCoordinator(Role):
    """Coordinates cybersecurity for the province, while the agency is its specialised unit: approvals, reviews, all registers."""

    code = "security_lead"
    label = "Điều phối an toàn thông tin"
    decides = True


class SecurityOfficer(Role):
    """Answers for the cybersecurity of one agency: registers its systems, machines and contacts, learns of no other's."""

    code = "security"
    label = "Cán bộ an toàn thông tin"
    reads_personal_data = False


class SupportDesk(Role):
    """Supports users of shared software: knows whom to call at each agency, and nothing of systems or machines."""

    code = "support"
    label = "Hỗ trợ phần mềm dùng chung"
    reads_personal_data = False


class PressWriter(Role):
    """Writes articles of the agency for the news portal; approves none."""

    code = "press_writer"
    label = "Phóng viên, biên soạn"
    reads_personal_data = False


class PressEditor(Role):
    """Edits what writers of the agency hand on, and hands it on to be approved."""

    code = "press_editor"
    label = "Biên tập viên"
    reads_personal_data = False


class PressApprover(Role):
    """Lets articles of the agency be published, withdraws them; never a text of one's own."""

    code = "press_approver"
    label = "Người duyệt đăng"
    decides = True
    reads_personal_data = False


class PressSpokesperson(Role):
    """Speaks for the agency: verifies and answers what the press asks and reports, notes its statements."""

    code = "spokesperson"
    label = "Người phát ngôn"
    decides = True


class BroadcastOperator(Role):
    """Runs loudspeakers, boards and pages of the agency: schedules, recordings, confirms what was broadcast."""

    code = "broadcaster"
    label = "Vận hành truyền thanh, bảng tin"
    reads_personal_data = False


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        DeskOfficer,
        Examiner,
        Head,
        Clerk,
        DataOfficer,
        Supervisor,
        Auditor,
        SecurityCoordinator,
        SecurityOfficer,
        SupportDesk,
        PressWriter,
        PressEditor,
        PressApprover,
        PressSpokesperson,
        BroadcastOperator,
        Administrator,
    )
}


def labels(codes: Iterable[str]) -> list[str]:
    """What pages show of them; a code that nobody knows is left out."""
    return [ROLES[code].label for code in codes if code in ROLES]


def decides(codes: Iterable[str]) -> bool:
    """Whether one of these roles decides."""
    return any(ROLES[code].decides for code in codes if code in ROLES)


def reads_personal_data(codes: Iterable[str]) -> bool:
    """Whether one of these roles reads personal data; a code that nobody knows counts as one that does."""
    return any(code not in ROLES or ROLES[code].reads_personal_data for code in codes)
