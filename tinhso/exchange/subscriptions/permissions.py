"""Who subscribes and mends: the member whose system it is, and the agency that runs the platform."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.exchange.models import EventSubscription, InformationSystem
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.permissions import can_describe, can_keep_registry
from tinhso.kernel.events.public import Actor


def can_subscribe(system: InformationSystem, by: Actor, on: date) -> bool:
    """Head and data officer of the system's agency; the operator for a member without an agency here."""
    return can_describe(system.member, by, on)


def check_can_subscribe(system: InformationSystem, by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_subscribe(system, by, on):
        raise ExchangeForbidden(
            _(
                "Đăng ký nhận sự kiện do thủ trưởng, cán bộ phụ trách dữ liệu của cơ quan có hệ thống thực hiện."
            )
        )


def can_mend_subscription(subscription: EventSubscription, by: Actor, on: date) -> bool:
    """Whoever may subscribe, and the operator: pausing, resuming, ending; sending anew and skipping."""
    return can_subscribe(subscription.system, by, on) or can_keep_registry(by, on)


def check_can_mend(subscription: EventSubscription, by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_mend_subscription(subscription, by, on):
        raise ExchangeForbidden(_("Việc này do bên nhận sự kiện hoặc cơ quan vận hành nền tảng thực hiện."))
