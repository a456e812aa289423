from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import Service, ServiceVersion
from tinhso.exchange.registry.callers import callers_of, notify_agencies
from tinhso.exchange.registry.events import ServiceVersionImported
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.exchange.registry.versions import described, newest
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.openapi import Description, NotADescription, difference, read_description


@transaction.atomic
def import_openapi(*, service: Service, text: str, by: Actor, now: datetime) -> ServiceVersion:
    """The next version of a service's description, compared with the last; callers are told what changed.

    Raises: ExchangeForbidden, EntryRefused for what is no OpenAPI 3 or no change.
    """
    check_can_describe(service.system.member, by, now.date())
    try:
        found = read_description(text)
    except NotADescription as error:
        raise EntryRefused("text", str(error)) from error
    Service.objects.select_for_update().get(pk=service.pk)
    former = newest(service)
    if former and former.digest == found.digest:
        raise EntryRefused("text", "Bản mô tả không khác phiên bản đang có.")
    version = _write(service, former, found, by, now)
    event = ServiceVersionImported(
        service_id=service.pk, number=version.number, digest=Code(found.digest), breaking=version.breaking
    )
    record(event, by=by, at=now)
    if former:
        _notify_callers(version, by, now)
    return version


def _write(
    service: Service, former: ServiceVersion | None, found: Description, by: Actor, now: datetime
) -> ServiceVersion:
    changed = difference(described(former), found) if former else None
    return ServiceVersion.objects.create(
        service=service,
        number=former.number + 1 if former else 1,
        stated_version=found.version,
        openapi=found.content,
        operations=[[one.method, one.path, words] for one, words in sorted(found.operations.items())],
        digest=found.digest,
        changes=asdict(changed) if changed else {},
        breaking=bool(changed and changed.breaking),
        imported_by_id=by.user_id,
        imported_at=now,
    )


def _notify_callers(version: ServiceVersion, by: Actor, now: datetime) -> None:
    notify_agencies(
        callers_of(version.service, now),
        template="service_broken" if version.breaking else "service_changed",
        params={"code": version.service.code, "n": version.number},
        key=f"version:{version.pk}",
        path=reverse("exchange_service", args=[version.service_id]),
        by=by,
        now=now,
    )
