"""The services of this program in the registry: entered once, described anew where a newer program says more."""

from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import InformationSystem, Member, Service, ServiceAddress
from tinhso.exchange.provided.declared import ExchangeService, declared_services
from tinhso.exchange.provided.description import description
from tinhso.exchange.provided.events import ProvidedServiceOffered
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.permissions import check_can_keep_registry, operator
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.openapi import read_description
from tinhso.lib.exchange.provided import address_of

SYSTEM_CODE, SYSTEM_NAME = "nen-tang", "Dịch vụ do nền tảng của tỉnh cung cấp"


@transaction.atomic
def offer_services(*, by: Actor, now: datetime) -> list[Service]:
    """Whatever systems declare and was not offered yet becomes a service of the operator's system; those that were entered now.

    Law, days, quota and review of agreements then hold for it as for any other, and planes learn where it stands with the next policy.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    member = Member.objects.filter(agency=operator(now.date())).first()
    if member is None:
        raise EntryRefused("", "Cơ quan vận hành nền tảng chưa là thành viên: thêm thành viên ấy trước.")
    system = InformationSystem.objects.filter(member=member, code=SYSTEM_CODE).first()
    system = system or enter_system(member=member, code=SYSTEM_CODE, name=SYSTEM_NAME, by=by, now=now)
    offered = set(Service.objects.exclude(provided="").values_list("provided", flat=True))
    return [_offer(one, system, by, now) for code, one in declared_services().items() if code not in offered]


def _offer(one: ExchangeService, system: InformationSystem, by: Actor, now: datetime) -> Service:
    service = enter_service(
        system=system,
        code=one.code,
        title=str(one.title),
        description=str(one.about),
        personal=one.personal,
        subject_in=one.subject_in,
        subject_at=one.subject_at,
        by=by,
        now=now,
    )
    service.provided = one.code
    service.save(update_fields=["provided"])
    import_openapi(service=service, text=description(one), by=by, now=now)
    ServiceAddress.objects.bulk_create(
        ServiceAddress(service=service, environment=at, url=address_of(at, one.code))
        for at in ServiceAddress.Environment.values
    )
    record(ProvidedServiceOffered(service_id=service.pk, declared=Code(one.code)), by=by, at=now)
    return service


def renew_descriptions(*, by: Actor, now: datetime) -> int:
    """Those whose declaration is no longer what the registry describes get the next version, of which callers are told. How many."""
    declared, renewed = declared_services(), 0
    for service in Service.objects.exclude(provided="").select_related("system__member"):
        one = declared.get(service.provided)
        version = newest(service)
        text = description(one) if one else ""
        if text and (version is None or version.digest != read_description(text).digest):
            import_openapi(service=service, text=text, by=by, now=now)
            renewed += 1
    return renewed
