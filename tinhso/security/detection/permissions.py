from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import DetectionRule, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden


def can_read_rules(by: Actor, *, on: date) -> bool:
    """Coordinators, and the head of the specialised unit, who may be the second person."""
    heads = by.is_officer and by.holds(Head) and SecurityDuty.objects.specialised(by.agency_id, on).exists()
    return heads or can_coordinate(by, on=on)


def can_switch_on(rule: DetectionRule, by: Actor, *, on: date) -> bool:
    """Never who registered it: a rule decides what is looked at on machines of all agencies."""
    return by.user_id is not None and by.user_id != rule.by_id and can_read_rules(by, on=on)


def check_can_switch_on(rule: DetectionRule, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not can_switch_on(rule, by, on=on):
        raise SecurityForbidden(
            _(
                "Người thứ hai của đơn vị chuyên trách mới bật quy tắc: điều phối viên khác, hoặc lãnh đạo đơn vị."
            )
        )
