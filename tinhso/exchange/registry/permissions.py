"""Who keeps the registry: the agency that runs the platform (rule `exchange.operator`), and each member its own services."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from tinhso.exchange.models import Member, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.callers import callers_of
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import NoRule, rule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.lib.dates import HANOI


class NoOperator(LookupError):
    """No agency of that day runs the platform: the rule `exchange.operator` names none that exists."""


def operator(on: date) -> Agency:
    """The agency that runs the platform that day. NoOperator. Two queries."""
    code = rule("exchange.operator", on=on)
    found = Agency.objects.on(on).filter(code=code).first()
    if found is None:
        raise NoOperator(code)
    return found


def leads(by: Actor) -> bool:
    """Whoever heads an agency or answers for its data."""
    return by.holds(Head) or by.holds(DataOfficer)


def can_keep_registry(by: Actor, on: date) -> bool:
    """The system, and at the operator its head and data officer; nobody where no agency runs it. Two queries."""
    if by.system or not leads(by):
        return by.system
    try:
        return by.agency_id == operator(on).pk
    except (NoOperator, NoRule):
        return False


def check_can_keep_registry(by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_keep_registry(by, on):
        raise ExchangeForbidden(
            _("Việc này do thủ trưởng, cán bộ phụ trách dữ liệu của cơ quan vận hành nền tảng thực hiện.")
        )


def can_describe(member: Member, by: Actor, on: date) -> bool:
    """At the member's agency its head and data officer; the operator for members without an agency here."""
    if member.agency_id is not None and leads(by) and by.agency_id == member.agency_id:
        return True
    return by.system or (member.agency_id is None and can_keep_registry(by, on))


def check_can_describe(member: Member, by: Actor, on: date) -> None:
    """ExchangeForbidden."""
    if not can_describe(member, by, on):
        raise ExchangeForbidden(
            _("Việc này do thủ trưởng, cán bộ phụ trách dữ liệu của cơ quan có hệ thống thực hiện.")
        )


def can_check_connection(service: Service, by: Actor, now: datetime) -> bool:
    """Whoever provides the service, whoever may call it, and the agency that runs the platform. A few queries."""
    day = now.astimezone(HANOI).date()
    if can_describe(service.system.member, by, day) or can_keep_registry(by, day):
        return True
    return leads(by) and by.agency_id in callers_of(service, now)


def check_can_check_connection(service: Service, by: Actor, now: datetime) -> None:
    """ExchangeForbidden."""
    if not can_check_connection(service, by, now):
        raise ExchangeForbidden(
            _(
                "Việc này do bên cung cấp, bên có thỏa thuận với dịch vụ hoặc cơ quan vận hành nền tảng thực hiện."
            )
        )


def can_read_checks(service: Service, by: Actor, now: datetime) -> bool:
    """Auditors read what others had tested."""
    return by.holds(Auditor) or can_check_connection(service, by, now)
