from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.exchange.models import EventCursor, InformationSystem, Service, ServiceAddress
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.permissions import check_can_keep_registry, operator
from tinhso.exchange.registry.versions import newest
from tinhso.exchange.topics.actions.publish_events import CURSOR, last_seal
from tinhso.exchange.topics.declared import declared_topics
from tinhso.exchange.topics.description import description
from tinhso.exchange.topics.events import TopicOpened
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.openapi import read_description
from tinhso.lib.exchange.provided import events_address_of


@transaction.atomic
def open_topic(*, topic: str, system: InformationSystem, by: Actor, now: datetime) -> Service:
    """Offer a declared topic as a service of a system of the operator: agreements, law, days and reviews then hold for it.

    It tells of the whole province, so the agency that runs the platform answers for it. Nothing from before is told.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    found = declared_topics().get(topic)
    if found is None:
        raise EntryRefused("topic", "Không có chủ đề này.")
    if system.member.agency_id != operator(now.date()).pk:
        raise EntryRefused("system", "Chủ đề do một hệ thống của cơ quan vận hành nền tảng cung cấp.")
    if Service.objects.filter(topic=topic).exists():
        raise EntryRefused("topic", "Chủ đề này đã mở.")
    service = enter_service(
        system=system,
        code=found.service,
        title=str(found.title),
        description=str(found.about),
        personal=False,
        subject_in=Service.Subject.NONE,
        subject_at="",
        by=by,
        now=now,
    )
    Service.objects.filter(pk=service.pk).update(topic=topic)
    service.topic = topic
    import_openapi(service=service, text=description(found), by=by, now=now)
    _place(service)
    EventCursor.objects.get_or_create(name=CURSOR, defaults={"seal": last_seal(), "moved_at": timezone.now()})
    record(TopicOpened(service_id=service.pk, topic=Code(topic)), by=by, at=now)
    return service


def renew_topics(*, by: Actor, now: datetime) -> int:
    """Topics that a newer program describes otherwise get the next version, of which callers are told. How many."""
    declared, renewed = declared_topics(), 0
    for service in Service.objects.exclude(topic="").select_related("system__member"):
        topic, version = declared.get(service.topic), newest(service)
        text = description(topic) if topic else ""
        if text and (version is None or version.digest != read_description(text).digest):
            import_openapi(service=service, text=text, by=by, now=now)
            _place(service)
            renewed += 1
    return renewed


def _place(service: Service) -> None:
    """Where a plane fetches for who cannot be called: at this program."""
    ServiceAddress.objects.get_or_create(
        service=service,
        environment=ServiceAddress.Environment.PRODUCTION,
        defaults={"url": events_address_of(service.code)},
    )
