from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.press.models import NewsSource
from tinhso.press.monitoring.events import NewsSourceFailed

LONGEST_WAIT = timedelta(hours=24)
MOST_FAILURES = 10_000


@transaction.atomic
def note_turn(*, source: NewsSource, now: datetime) -> None:
    """Before it is asked: a source that kills its reader is not the first in the line when the next one starts."""
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    row.checked_at, row.next_at = now, now + timedelta(minutes=row.minutes)
    row.save(update_fields=["checked_at", "next_at"])


@transaction.atomic
def note_unchanged(*, source: NewsSource, now: datetime) -> None:
    """The outlet answered that nothing is new (304)."""
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    row.checked_at = row.good_at = now
    row.failures, row.problem, row.next_at = 0, "", now + timedelta(minutes=row.minutes)
    row.save(update_fields=["checked_at", "good_at", "failures", "problem", "next_at"])


@transaction.atomic
def note_failure(*, source: NewsSource, problem: str, wait: int = 0, by: Actor, now: datetime) -> None:
    """It could not be read: the next try waits twice as long each time, a day at most, and as long as the outlet asks for."""
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    if not row.failures:
        record(NewsSourceFailed(source_id=row.pk), by=by, at=now)
    pause = timedelta(minutes=row.minutes) * 2 ** min(row.failures, 8)
    row.failures = min(row.failures + 1, MOST_FAILURES)
    row.checked_at, row.problem = now, problem[:300]
    row.next_at = now + min(max(pause, timedelta(seconds=wait)), LONGEST_WAIT)
    row.save(update_fields=["checked_at", "failures", "problem", "next_at"])


@transaction.atomic
def note_rules(*, source: NewsSource, rules: list[tuple[str, bool]], delay: int, now: datetime) -> NewsSource:
    """What the site's robots.txt lets machines fetch, read once a day."""
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    row.rules, row.delay, row.rules_at = [list(rule) for rule in rules], delay, now
    row.save(update_fields=["rules", "delay", "rules_at"])
    return row
