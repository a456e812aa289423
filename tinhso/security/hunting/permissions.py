from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, SecurityOfficer
from tinhso.security.duties.permissions import can_coordinate, check_can_answer_for, check_can_coordinate
from tinhso.security.models import LogOpening, LogSuspicion
from tinhso.security.pages.refusals import SecurityForbidden


def check_can_decide_suspicion(suspicion: LogSuspicion, by: Actor, *, on: date) -> None:
    """SecurityForbidden. Of a machine that nobody registered a coordinator alone decides."""
    if suspicion.agency_id is None:
        check_can_coordinate(by, on=on)
    else:
        check_can_answer_for(suspicion.agency_id, by, on=on)


def can_request_opening(by: Actor, *, on: date) -> bool:
    """A coordinator for every machine, a security officer for those of the own agency."""
    return by.is_officer and (by.holds(SecurityOfficer) or can_coordinate(by, on=on))


def check_can_request_opening(by: Actor, *, on: date) -> tuple[int, int]:
    """User and agency. SecurityForbidden."""
    if not can_request_opening(by, on=on) or by.user_id is None or by.agency_id is None:
        raise SecurityForbidden(_("Chỉ điều phối viên hoặc cán bộ an toàn thông tin đề nghị mở tên."))
    return by.user_id, by.agency_id


def can_settle_opening(opening: LogOpening, by: Actor) -> bool:
    """The second person: a head of the agency of who asked, and never who asked."""
    return (
        by.is_officer
        and by.user_id is not None
        and by.user_id != opening.by_id
        and by.holds(Head)
        and by.agency_id == opening.agency_id
    )


def check_can_settle_opening(opening: LogOpening, by: Actor) -> int:
    """The user. SecurityForbidden."""
    if by.user_id is None or not can_settle_opening(opening, by):
        raise SecurityForbidden(_("Việc này của lãnh đạo cơ quan đề nghị, là người khác với người đề nghị."))
    return by.user_id


def can_read_names(opening: LogOpening, by: Actor, *, on: date) -> bool:
    """Who asked alone, while the right to ask lasts; how long the opening itself lasts its state says."""
    asks = by.user_id == opening.by_id and by.agency_id == opening.agency_id
    return asks and (can_coordinate(by, on=on) if opening.every_agency else can_request_opening(by, on=on))


def check_can_read_names(opening: LogOpening, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_read_names(opening, by, on=on):
        raise SecurityForbidden(_("Chỉ người đã đề nghị mới đọc được các tên đã mở."))
