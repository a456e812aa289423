from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import Service
from tinhso.exchange.registry.callers import callers_of, notify_agencies
from tinhso.exchange.registry.events import ServiceMaintenanceAnnounced, ServiceMaintenanceEnded
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def announce_maintenance(
    *, service: Service, begins_at: datetime, ends_at: datetime, words: str, by: Actor, now: datetime
) -> None:
    """Between two moments callers are answered with these words; all of them are told now.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(service.system.member, by, now.date())
    if ends_at <= begins_at or ends_at <= now:
        raise EntryRefused("ends_at", "Giờ kết thúc phải sau giờ bắt đầu và chưa qua.")
    if not words.strip():
        raise EntryRefused("words", "Ghi lời báo cho nơi gọi.")
    Service.objects.filter(pk=service.pk).update(
        maintenance_from=begins_at, maintenance_until=ends_at, maintenance_words=words.strip()
    )
    event = ServiceMaintenanceAnnounced(service_id=service.pk, begins_at=begins_at, ends_at=ends_at)
    record(event, by=by, at=now)
    notify_agencies(
        callers_of(service, now),
        template="maintenance",
        params={"code": service.code, "from": begins_at, "until": ends_at},
        key=f"maintenance:{service.pk}:{begins_at:%Y%m%d%H%M}:{ends_at:%Y%m%d%H%M}",
        path=reverse("exchange_service", args=[service.pk]),
        by=by,
        now=now,
    )


@transaction.atomic
def end_maintenance(*, service: Service, by: Actor, now: datetime) -> None:
    """The service answers again, before its time or instead of a maintenance to come.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(service.system.member, by, now.date())
    announced = Service.objects.filter(pk=service.pk).exclude(maintenance_from=None)
    if not announced.update(maintenance_from=None, maintenance_until=None, maintenance_words=""):
        raise EntryRefused("", "Dịch vụ không có lần bảo trì nào được báo.")
    record(ServiceMaintenanceEnded(service_id=service.pk), by=by, at=now)
