"""Which indicators were held against stored logs, since when: what is newer than a log's `hunted_at` is new to it."""

from collections.abc import Iterable
from datetime import datetime

from tinhso.security.models import HuntedIndicator, NetworkLog

AT_A_TIME = 5000


def note_indicators(pairs: Iterable[tuple[str, str]], now: datetime) -> int:
    """Kinds and values of the whole list of this moment; how many were not there before."""
    known = set(HuntedIndicator.objects.values_list("kind", "value").iterator(chunk_size=AT_A_TIME))
    new = [HuntedIndicator(kind=kind, value=value[:255], since=now) for kind, value in set(pairs) - known]
    HuntedIndicator.objects.bulk_create(new, batch_size=AT_A_TIME, ignore_conflicts=True)
    return len(new)


def new_to(log: NetworkLog, current: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the list that came after the log was last held against it."""
    newer = HuntedIndicator.objects.filter(since__gt=log.hunted_at).values_list("kind", "value")
    return sorted(set(newer.iterator(chunk_size=AT_A_TIME)) & set(current))
