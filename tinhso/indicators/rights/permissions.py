"""Who sees what of figures."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tinhso.indicators.definitions.definition import Definition
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor


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


def check_can_draft(by: Actor) -> None:
    """FiguresForbidden."""
    if not can_draft(by):
        raise FiguresForbidden(_("Chỉ lãnh đạo cơ quan cấp tỉnh được soạn và gửi báo cáo."))


def check_can_sign_off(by: Actor) -> None:
    """FiguresForbidden."""
    if not can_sign_off(by):
        raise FiguresForbidden(_("Chỉ thủ trưởng cơ quan cấp tỉnh được duyệt và chốt số liệu báo cáo."))


def check_is_officer(by: Actor) -> None:
    """FiguresForbidden."""
    if not by.is_officer:
        raise FiguresForbidden(_("Chỉ cán bộ, công chức được góp ý và ghi chú số liệu."))


def _level_of(by: Actor) -> str:
    if by.agency_id is None:
        return ""
    return Agency.objects.filter(pk=by.agency_id).values_list("level", flat=True).first() or ""
