"""The list and the records on their way to data.gov.vn: queued with the deed, sent in order, tried again, visible when stuck."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.opendata.dataset.permissions import check_can_keep
from tinhso.opendata.dataset.table_names import newest_of, tables_of
from tinhso.opendata.models import Dataset, NationalDelivery, OpenDataList
from tinhso.opendata.national_portal.client import NationalPortal, NationalRefused, NationalSilent
from tinhso.opendata.national_portal.events import NationalDeliveryEnded, NationalDeliveryQueued
from tinhso.opendata.national_portal.record import dataset_record, list_record

WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720, 1440)]
"""After so many tries without an answer a person has to look."""
ROWS_AT_A_TIME = 200


@transaction.atomic
def queue_list(*, listed: OpenDataList, by: Actor, now: datetime) -> int:
    """Queue the list and the records of its open datasets; how many messages are new.

    Raises: OpenDataForbidden.
    """
    check_can_keep(by)
    made = _queue("list", f"list:{listed.pk}", list_record(listed), now, list=listed)
    open_ones = Dataset.objects.public().filter(lines__list=listed)
    for dataset in open_ones.select_related("publisher", "theme", "licence", "current"):
        made += queue_dataset(dataset, now)
    if made:
        record(NationalDeliveryQueued(messages=made), by=by, at=now)
    return made


@transaction.atomic
def queue_changed(*, by: Actor, now: datetime) -> int:
    """Queue the datasets of delivered lists that changed since, or were opened since; by the system, every night."""
    check_can_keep(by)
    listed = Dataset.objects.public().filter(lines__list__deliveries__isnull=False).distinct()
    records = listed.select_related("publisher", "theme", "licence", "current")
    made = sum(queue_dataset(dataset, now) for dataset in records)
    if made:
        record(NationalDeliveryQueued(messages=made), by=by, at=now)
    return made


def queue_dataset(dataset: Dataset, now: datetime) -> int:
    """Queue the present record of a dataset, once a state of it."""
    number = newest_of(dataset).number if tables_of(dataset) else 0
    key = f"dataset:{dataset.pk}:{dataset.ver}:{number}"
    return _queue("dataset", key, dataset_record(dataset), now, dataset=dataset)


def _queue(kind: str, key: str, payload: dict[str, object], now: datetime, **of: object) -> int:
    given = {"kind": kind, "payload": payload, "next_at": now, "made_at": now, **of}
    return int(NationalDelivery.objects.get_or_create(key=key, defaults=given)[1])


def send_due(*, portal: NationalPortal, now: datetime) -> int:
    """Send what is due, in order; how many were taken. The first silence ends the round: the others would meet it too."""
    due = NationalDelivery.objects.filter(state=NationalDelivery.State.WAITING, next_at__lte=now)
    sent = 0
    for delivery in due.order_by("pk")[:ROWS_AT_A_TIME]:
        try:
            receipt = portal.send(delivery.key, delivery.payload)
        except NationalRefused as refused:
            _end(delivery, NationalDelivery.State.REFUSED, str(refused), "", now)
        except NationalSilent as silent:
            _later(delivery, str(silent), now)
            break
        else:
            _end(delivery, NationalDelivery.State.DELIVERED, "", receipt, now)
            sent += 1
    return sent


@transaction.atomic
def _end(delivery: NationalDelivery, state: str, message: str, receipt: str, now: datetime) -> None:
    waiting = NationalDelivery.objects.filter(pk=delivery.pk, state=NationalDelivery.State.WAITING)
    at = now if state == NationalDelivery.State.DELIVERED else None
    if waiting.update(state=state, tries=F("tries") + 1, message=message, receipt=receipt, delivered_at=at):
        record(NationalDeliveryEnded(delivery_id=delivery.pk, outcome=state), by=SYSTEM, at=now)


def _later(delivery: NationalDelivery, message: str, now: datetime) -> None:
    if delivery.tries >= len(WAITS):
        _end(delivery, NationalDelivery.State.STUCK, message, "", now)
        return
    NationalDelivery.objects.filter(pk=delivery.pk, state=NationalDelivery.State.WAITING).update(
        tries=F("tries") + 1, message=message, next_at=now + WAITS[delivery.tries]
    )


@transaction.atomic
def replay_delivery(*, delivery: NationalDelivery, by: Actor, now: datetime) -> None:
    """Send it once more with what is true today; what was refused or stuck waits again.

    Raises: OpenDataForbidden.
    """
    check_can_keep(by)
    payload = list_record(delivery.list) if delivery.list else delivery.payload
    if delivery.dataset:
        payload = dataset_record(delivery.dataset)
    NationalDelivery.objects.filter(pk=delivery.pk).update(
        state=NationalDelivery.State.WAITING, payload=payload, tries=0, next_at=now, message=""
    )
    record(NationalDeliveryQueued(messages=1), by=by, at=now)
