"""Who may warn the people."""

from datetime import date

from tinhso.citizen.alerts.approvers import WARNING_ROLES
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency


class MayNotWarn(Exception):
    """Only officers of the offices of the rule `alert.offices` warn the people."""


def can_warn(by: Actor, *, on: date) -> bool:
    """One query at most."""
    if not any(by.holds(role) for role in WARNING_ROLES):
        return False
    codes = rule_or("alert.offices", [], on=on)
    return Agency.objects.on(on).filter(pk=by.agency_id or 0, code__in=codes).exists()


def check_can_warn(by: Actor, *, on: date) -> None:
    if not can_warn(by, on=on):
        raise MayNotWarn
