"""Rows of a time before the first batch: sealed once, as they are found; and those that the demo writes by COPY."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.exchange.calls.proof.batches import MOST_ROWS, commit_about, is_sealed, next_batch, seal_batch
from tinhso.exchange.models import ExchangeCall
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import copy_rows


def seal_older_rows(*, by: Actor, now: datetime) -> int:
    """Where nothing was sealed yet, whatever is in the table; how many rows."""
    if is_sealed():
        return 0
    sealed = 0
    with transaction.atomic():
        rows = ExchangeCall.objects.filter(batch=None).order_by("at", "pk")
        while found := list(rows[:MOST_ROWS]):
            number = next_batch()
            for call in found:
                commit_about(call)
                call.batch_id = number
            ExchangeCall.objects.bulk_update(found, ["batch", "about", "about_salt"], batch_size=500)
            seal_batch(number, by=by, now=now)
            sealed += len(found)
    return sealed


def copy_sealed(calls: Sequence[ExchangeCall], *, by: Actor, now: datetime) -> int:
    """Write them by COPY and seal them as batches, in the caller's transaction; how many."""
    every = sorted(calls, key=lambda call: call.at)
    for start in range(0, len(every), MOST_ROWS):
        part, number = every[start : start + MOST_ROWS], next_batch()
        for call in part:
            commit_about(call)
            call.batch_id = number
        copy_rows(part)
        seal_batch(number, by=by, now=now)
    return len(every)
