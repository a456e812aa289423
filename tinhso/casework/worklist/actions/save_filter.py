from datetime import datetime

from django.db import transaction

from tinhso.casework.models import SavedFilter
from tinhso.casework.worklist.events import FilterDropped, FilterSaved
from tinhso.kernel.events.public import Actor, record

MOST = 12  # more is no margin to choose from


class TooManyFilters(Exception):
    """The officer has as many filters as the margin of the worklist holds."""


@transaction.atomic
def save_filter(*, name: str, query: str, by: Actor, now: datetime) -> SavedFilter:
    """Keep a way of looking at the worklist; under a name that is there already the new one stands. Raises: TooManyFilters."""
    name = name.strip()
    own_filters = SavedFilter.objects.filter(officer=by.user_id)
    if own_filters.exclude(name=name).count() >= MOST:
        raise TooManyFilters
    made, _new = SavedFilter.objects.update_or_create(
        officer_id=by.user_id, name=name, defaults={"query": query}
    )
    record(FilterSaved(filter_id=made.pk), by=by, at=now)
    return made


@transaction.atomic
def drop_filter(*, filter_id: int, by: Actor, now: datetime) -> None:
    """The officer's own filter goes; one of others, or one that went before, is left as it is."""
    if SavedFilter.objects.filter(pk=filter_id, officer=by.user_id).delete()[0]:
        record(FilterDropped(filter_id=filter_id), by=by, at=now)
