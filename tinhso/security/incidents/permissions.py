from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import CyberIncident, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden

TEAM = (Head, SecurityCoordinator, SecurityOfficer)


def can_report_cyber(by: Actor) -> bool:
    """Every officer, for the agency of the chosen post."""
    return by.is_officer and by.agency_id is not None


def check_can_report_cyber(by: Actor) -> None:
    """SecurityForbidden."""
    if not can_report_cyber(by):
        raise SecurityForbidden(_("Chỉ cán bộ đang có vị trí ở một cơ quan mới báo được sự cố."))


def can_open_for(agency_id: int, by: Actor, *, on: date) -> bool:
    """An exercise, or one out of alerts: the security officer of that agency, and a coordinator for every agency."""
    answers = by.is_officer and by.holds(SecurityOfficer) and by.agency_id == agency_id
    return answers or can_coordinate(by, on=on)


def check_can_open_for(agency_id: int, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_open_for(agency_id, by, on=on):
        raise SecurityForbidden(_("Việc này của cán bộ an toàn thông tin của cơ quan và điều phối viên."))


def is_of_team(by: Actor, *, on: date) -> bool:
    """Of the response team of that day. One query for who has one of its roles."""
    team = SecurityDuty.objects.on(on).filter(duty=SecurityDuty.Duty.RESPONSE, agency_id=by.agency_id or 0)
    return by.is_officer and any(by.holds(role) for role in TEAM) and team.exists()  # fmt: skip


def can_work_on(incident: CyberIncident, by: Actor, *, on: date) -> bool:
    """The security officer of its agency, the response team and coordinators of that day. The agency's head reads."""
    return can_open_for(incident.agency_id, by, on=on) or is_of_team(by, on=on)


def check_can_work_on(incident: CyberIncident, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_work_on(incident, by, on=on):
        raise SecurityForbidden(
            _("Việc này của cán bộ an toàn thông tin của cơ quan, đội ứng cứu và điều phối viên.")
        )


def can_lead(by: Actor, *, on: date) -> bool:
    """A coordinator moves incidents from step to step, merges and parts them, refuses what is none."""
    return can_coordinate(by, on=on)


def check_can_lead(by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_lead(by, on=on):
        raise SecurityForbidden(_("Việc này của điều phối viên của đơn vị chuyên trách."))


def can_close_cyber(incident: CyberIncident, by: Actor, *, on: date) -> bool:
    """The head with whom it lies, while that is the specialised unit of the day; neither who reported it nor who summarised it."""
    leads = by.is_officer and by.holds(Head) and by.agency_id == incident.case.agency_id
    another = by.user_id not in (incident.reporter_id, incident.summarised_by_id)
    return leads and another and SecurityDuty.objects.specialised(by.agency_id, on).exists()


def check_can_close_cyber(incident: CyberIncident, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_close_cyber(incident, by, on=on):
        raise SecurityForbidden(
            _("Thủ trưởng đơn vị chuyên trách duyệt đóng; người báo và người tổng kết không tự đóng.")
        )
