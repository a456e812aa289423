"""Who opens, reads and follows periodic reports; who writes, sends and receives follows from the turn of the case."""

from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor, Examiner, Head, Supervisor


class NotByHand(PermissionDenied):
    """Reports are opened by the calendar, not by people."""


def can_open_reports(by: Actor) -> bool:
    return by.system


def check_can_open_reports(by: Actor) -> None:
    """NotByHand."""
    if not can_open_reports(by):
        raise NotByHand("Báo cáo định kỳ do hệ thống mở theo lịch.")


def can_follow_received(by: Actor) -> bool:
    """Who receives reports at an agency, leads or follows it, sees who has sent and who is late."""
    return by.agency_id is not None and any(by.holds(role) for role in (Examiner, Head, Supervisor, Auditor))
