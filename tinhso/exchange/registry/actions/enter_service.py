from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import InformationSystem, Service
from tinhso.exchange.registry.events import ServiceEntered
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.exchange.registry.subject_places import check_place
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_service(
    *,
    system: InformationSystem,
    code: str,
    title: str,
    description: str,
    personal: bool,
    subject_in: str,
    subject_at: str,
    by: Actor,
    now: datetime,
) -> Service:
    """A system offers a service; where a call names the person it is about has to be said.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(system.member, by, now.date())
    place = check_place(subject_in, subject_at)
    given = {
        "title": title,
        "description": description,
        "personal": personal,
        "subject_in": subject_in,
        "subject_at": place,
        "entered_at": now,
    }
    found, made = Service.objects.get_or_create(system=system, code=code, defaults=given)
    if not made:
        raise EntryRefused("code", "Hệ thống đã có dịch vụ mã này.")
    record(ServiceEntered(service_id=found.pk, personal=personal), by=by, at=now)
    return found
