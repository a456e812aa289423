from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import SupportDesk
from tinhso.security.models import SecurityDuty, SupportIncident
from tinhso.security.pages.refusals import SecurityForbidden


def can_report_incident(by: Actor) -> bool:
    """Every officer, for the agency of the chosen post."""
    return by.is_officer and by.agency_id is not None


def check_can_report_incident(by: Actor) -> None:
    """SecurityForbidden."""
    if not can_report_incident(by):
        raise SecurityForbidden(_("Chỉ cán bộ đang có vị trí ở một cơ quan mới báo được sự cố."))


def can_speak_for_reporter(incident: SupportIncident, by: Actor) -> bool:
    """Who reported it, while still at that agency."""
    return by.is_officer and by.user_id == incident.reporter_id and by.agency_id == incident.agency_id


def check_can_speak_for_reporter(incident: SupportIncident, by: Actor) -> None:
    """SecurityForbidden."""
    if not can_speak_for_reporter(incident, by):
        raise SecurityForbidden(_("Việc này của người đã báo sự cố."))


def can_support(incident: SupportIncident, by: Actor) -> bool:
    """The desk with which it lies; nobody resolves an incident of the own."""
    holds = by.is_officer and by.holds(SupportDesk) and by.agency_id == incident.case.agency_id
    return holds and by.user_id != incident.reporter_id


def check_can_support(incident: SupportIncident, by: Actor) -> None:
    """SecurityForbidden."""
    if not can_support(incident, by):
        raise SecurityForbidden(
            _("Việc này của bộ phận hỗ trợ; sự cố do mình báo thì người khác của bộ phận xử lý.")
        )


def can_write_known_errors(by: Actor, *, on: date) -> bool:
    """The desk of the agency that supports shared software that day. One query for who has the role."""
    duty = SecurityDuty.objects.on(on).filter(duty=SecurityDuty.Duty.SUPPORT, agency_id=by.agency_id or 0)
    return by.is_officer and by.holds(SupportDesk) and duty.exists()


def check_can_write_known_errors(by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_write_known_errors(by, on=on):
        raise SecurityForbidden(_("Sổ lỗi đã biết do bộ phận hỗ trợ phần mềm dùng chung ghi."))
