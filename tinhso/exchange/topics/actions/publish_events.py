"""The sealed log becomes notices: read by a cursor, after the deeds, without a job in any of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from tinhso.exchange.models import EventCursor, PublishedEvent, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.topics.declared import EventTopic, Notice, declared_topics
from tinhso.kernel.events.public import Actor, EventRow, Seal

CURSOR = "sealed"
AT_A_TIME, MOST_TIMES = 1000, 50
"""Rows of the log in one transaction; transactions in one run."""


def publish_events(*, by: Actor) -> int:
    """All that is sealed and was not read, up to fifty thousand rows; how many notices were made. By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    made = 0
    for _time in range(MOST_TIMES):
        found = _read_on()
        if found is None:
            break
        made += found
    return made


@transaction.atomic
def publish_loaded(*, by: Actor) -> int:
    """As `publish_events`, at once, where years were loaded and sealed: it looks at what happened since the first topic was opened
    alone, and puts the cursor at the end. While nobody else writes: it takes all that is there for sealed. How many notices were made.
    By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    cursor = EventCursor.objects.select_for_update().filter(name=CURSOR).first()
    last = Seal.objects.filter(log=Seal.Log.EVENTS).order_by("-number").only("number", "count").first()
    if cursor is None or last is None:
        return 0
    opened = Service.objects.exclude(topic="").aggregate(first=Min("entered_at"))["first"]
    made = _publish_rows(EventRow.objects.filter(at__gte=opened)) if opened else 0
    cursor.seal, cursor.position, cursor.moved_at = last.number, last.count, timezone.now()
    cursor.save(update_fields=["seal", "position", "moved_at"])
    return made


def last_seal() -> int:
    """The number of the newest seal of events; 0 where nothing is sealed. One query."""
    return int(Seal.objects.filter(log=Seal.Log.EVENTS).aggregate(last=Max("number"))["last"] or 0)


@transaction.atomic
def _read_on() -> int | None:
    """One piece of the log, and the cursor behind it; None where nothing is left or nobody has opened a topic."""
    cursor = EventCursor.objects.select_for_update().filter(name=CURSOR).first()
    if cursor is None:
        return None
    seals = Seal.objects.filter(log=Seal.Log.EVENTS, number__gte=cursor.seal).order_by("number")
    for seal in seals.only("number", "count", "row_ids")[:2]:
        position = cursor.position if seal.number == cursor.seal else 0
        if position >= seal.count:
            continue
        ids = seal.row_ids[position : position + AT_A_TIME]
        made = _publish(ids)
        cursor.seal, cursor.position, cursor.moved_at = seal.number, position + len(ids), timezone.now()
        cursor.save(update_fields=["seal", "position", "moved_at"])
        return made
    return None


def _publish(ids: list[int]) -> int:
    return _publish_rows(EventRow.objects.filter(pk__in=ids))


def _publish_rows(found: QuerySet[EventRow]) -> int:
    declared = declared_topics()
    offered = [one for one in Service.objects.exclude(topic="") if one.topic in declared]
    names = frozenset[str]().union(*(declared[one.topic].names for one in offered))
    rows = list(found.filter(name__in=names).defer("body").order_by("pk"))
    return sum(_of_topic(service, declared[service.topic], rows) for service in offered) if rows else 0


def _of_topic(service: Service, topic: EventTopic, rows: list[EventRow]) -> int:
    """Nothing is told of what happened before the topic was opened."""
    of_topic = [row for row in rows if row.name in topic.names and row.at >= service.entered_at]
    notices = topic.read(of_topic) if of_topic else {}
    last = PublishedEvent.objects.filter(service=service).aggregate(last=Max("sequence"))["last"] or 0
    paired = [(row, notices[row.pk]) for row in of_topic if row.pk in notices]
    PublishedEvent.objects.bulk_create(_events(service, topic, paired, last + 1))
    return len(paired)


def _events(
    service: Service, topic: EventTopic, paired: list[tuple[EventRow, Notice]], first: int
) -> list[PublishedEvent]:
    at: datetime = timezone.now()
    found = []
    for sequence, (row, notice) in enumerate(paired, start=first):
        topic.check(notice)
        data: Mapping[str, object] = notice.data
        found.append(
            PublishedEvent(
                service=service,
                sequence=sequence,
                event_id=row.pk,
                subject=notice.subject,
                agency=notice.agency,
                at=row.at,
                data=dict(data),
                published_at=at,
            )
        )
    return found
