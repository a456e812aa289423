"""What was never published, and what no reader gets any more, does not stay in the store for ever."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import StoredFile, erase_file
from tinhso.kernel.law.public import rule_or
from tinhso.opendata.models import Distribution
from tinhso.opendata.resources.events import ResourceErased

UNPUBLISHED_RULE, UNPUBLISHED_DAYS = "opendata.resource_days.unpublished", 30
ENDED_RULE, ENDED_DAYS = "opendata.resource_days.ended", 365
AT_A_TIME = 500
State = Distribution.State


def ended_resources(now: datetime) -> "QuerySet[Distribution]":
    """Refused and dropped ones, and replaced and withdrawn ones, whose days by rule are over and that are not erased yet."""
    unpublished = now - timedelta(days=int(rule_or(UNPUBLISHED_RULE, UNPUBLISHED_DAYS, on=now.date())))
    ended = now - timedelta(days=int(rule_or(ENDED_RULE, ENDED_DAYS, on=now.date())))
    over = Q(state__in=(State.REFUSED, State.DROPPED), changed_at__lt=unpublished)
    over |= Q(state__in=(State.REPLACED, State.WITHDRAWN), changed_at__lt=ended)
    return Distribution.objects.filter(over, erased_at=None, made_at__isnull=False)


def erase_ended_resources(*, now: datetime) -> int:
    """Erase their files, addresses and words, at most 500 at a time; the row with its state, days and people stays. How many."""
    erased = 0
    for resource_id in ended_resources(now).values_list("pk", flat=True).order_by("pk")[:AT_A_TIME]:
        erased += _erase(resource_id, now)
    return erased


@transaction.atomic
def _erase(resource_id: int, now: datetime) -> int:
    held = ended_resources(now).select_for_update(of=("self",)).filter(pk=resource_id).first()
    if held is None:
        return 0
    file: StoredFile | None = held.file
    Distribution.objects.filter(pk=held.pk).update(
        file=None, url="", title="", description="", remark="", octets=None, erased_at=now, ver=F("ver") + 1
    )
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
    record(ResourceErased(dataset=held.dataset.slug, resource=held.uid), by=SYSTEM, at=now)
    return 1
