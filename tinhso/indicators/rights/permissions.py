"""Who sees what of figures."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.models import Report
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.people.roles import Clerk, Head, Supervisor


def can_see(definition: Definition, by: Actor) -> bool:
    """Public figures everybody; the rest officers."""
    return definition.public or by.is_officer


def sees_small_counts(by: Actor) -> bool:
    """Officers work with whole tables; the public is not shown counts that may point at somebody."""
    return by.is_officer


class FiguresForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""


def can_draft(by: Actor) -> bool:
    """Whoever leads or follows an agency of the province writes its account."""
    return (by.holds(Head) or by.holds(Supervisor)) and _level_of(by) == Agency.Level.PROVINCE


def can_sign_off(by: Actor) -> bool:
    return by.holds(Head) and _level_of(by) == Agency.Level.PROVINCE


def can_write(by: Actor) -> bool:
    """Officers of the province's agencies draft sections of its account."""
    return by.is_officer and _level_of(by) == Agency.Level.PROVINCE


def check_can_write(by: Actor) -> None:
    """FiguresForbidden."""
    if not can_write(by):
        raise FiguresForbidden(_("Chỉ cán bộ của cơ quan cấp tỉnh được soạn phần của báo cáo."))


def can_issue(report: Report, by: Actor) -> bool:
    """The clerk of the agency that gives the account; of one begun before agencies were noted, any of the province."""
    if not by.holds(Clerk):
        return False
    return by.agency_id == report.agency_id if report.agency_id else _level_of(by) == Agency.Level.PROVINCE


def check_can_issue(report: Report, by: Actor) -> None:
    """FiguresForbidden."""
    if not can_issue(report, by):
        raise FiguresForbidden(_("Chỉ văn thư của cơ quan ban hành được vào số, phát hành báo cáo."))


def check_can_draft(by: Actor) -> None:
    """FiguresForbidden."""
    if not can_draft(by):
        raise FiguresForbidden(_("Chỉ lãnh đạo cơ quan cấp tỉnh được soạn và gửi báo cáo."))


def check_can_sign_off(by: Actor) -> None:
    """FiguresForbidden."""
    if not can_sign_off(by):
        raise FiguresForbidden(_("Chỉ thủ trưởng cơ quan cấp tỉnh được duyệt và chốt số liệu báo cáo."))


def can_urge(agency: Agency, by: Actor, day: date) -> bool:
    """Who leads or follows an agency urges those below it, never their own."""
    if by.agency_id is None or by.agency_id == agency.pk or not (by.holds(Head) or by.holds(Supervisor)):
        return False
    own_agency = Agency.objects.filter(pk=by.agency_id).first()
    if own_agency is None:
        return False
    whole = (own_agency.level, own_agency.kind) == (Agency.Level.PROVINCE, Agency.Kind.COMMITTEE)
    return whole or agency.pk in agencies_below(own_agency, day)


def check_can_urge(agency: Agency, by: Actor, day: date) -> None:
    """FiguresForbidden."""
    if not can_urge(agency, by, day):
        raise FiguresForbidden(_("Chỉ lãnh đạo cơ quan cấp trên được đôn đốc cơ quan này."))


def check_is_officer(by: Actor) -> None:
    """FiguresForbidden."""
    if not by.is_officer:
        raise FiguresForbidden(_("Chỉ cán bộ, công chức được góp ý và ghi chú số liệu."))


def _level_of(by: Actor) -> str:
    if by.agency_id is None:
        return ""
    return Agency.objects.filter(pk=by.agency_id).values_list("level", flat=True).first() or ""
