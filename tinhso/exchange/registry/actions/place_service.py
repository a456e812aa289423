from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import ProviderCertificate, Service, ServiceAddress
from tinhso.exchange.registry.events import ServiceMoved
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.addresses import AddressRefused, checked_address


@transaction.atomic
def place_service(
    *, service: Service, environment: str, url: str, by: Actor, now: datetime
) -> ServiceAddress:
    """Where the service answers in one environment; the data plane learns it with the next policy.

    Raises: ExchangeForbidden, EntryRefused for an address that leads astray, or of what this program answers itself.
    """
    check_can_describe(service.system.member, by, now.date())
    if service.provided:
        raise EntryRefused("url", "Dịch vụ này do chính nền tảng trả lời, không đặt ở địa chỉ khác.")
    try:
        plain = checked_address(url)
    except AddressRefused as error:
        raise EntryRefused("url", str(error)) from error
    place, _made = ServiceAddress.objects.update_or_create(
        service=service, environment=environment, defaults={"url": plain}
    )
    ProviderCertificate.objects.filter(address=place).delete()
    record(ServiceMoved(service_id=service.pk, environment=Code(environment)), by=by, at=now)
    return place
