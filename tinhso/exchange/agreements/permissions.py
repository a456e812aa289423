"""Who applies, who steers an agreement that is in force. Who appraises and approves, says the turn of the case."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.exchange.models import Agreement, InformationSystem
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.permissions import can_keep_registry, leads
from tinhso.kernel.events.public import Actor


def can_apply(consumer: InformationSystem | None, by: Actor, on: date) -> bool:
    """Head and data officer of the consumer's agency; the operator for a group and for a member without an agency."""
    agency = consumer.member.agency_id if consumer else None
    if agency is None:
        return can_keep_registry(by, on)
    return leads(by) and by.agency_id == agency


def check_can_apply(consumer: InformationSystem | None, by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_apply(consumer, by, on):
        raise ExchangeForbidden(
            _("Đề nghị do thủ trưởng, cán bộ phụ trách dữ liệu của cơ quan có hệ thống khai thác gửi.")
        )


def can_steer(agreement: Agreement, by: Actor, on: date) -> bool:
    """Head and data officer of the provider, and of the operator: they suspend, resume and set the quota."""
    provider = agreement.service.system.member.agency_id
    return (leads(by) and provider is not None and by.agency_id == provider) or can_keep_registry(by, on)


def check_can_steer(agreement: Agreement, by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_steer(agreement, by, on):
        raise ExchangeForbidden(
            _(
                "Việc này do thủ trưởng, cán bộ phụ trách dữ liệu của bên cung cấp hoặc cơ quan vận hành thực hiện."
            )
        )
