"""The runs of the comparison: a whole one, or what changed since the run before, found by the rows' own xmin.

Where the last run stopped stands in the log itself, so that nobody moves it unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from tinhso.casework.proof import last_comparison
from tinhso.casework.proof.case_rules import CASES
from tinhso.casework.proof.compare import Compared, Progress, compare
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.events import RowsCompared
from tinhso.casework.proof.measured import groups_of, measures_of_cases
from tinhso.casework.proof.reading import tables
from tinhso.casework.proof.scope import every_case, these
from tinhso.kernel.events.public import SYSTEM, EventRow, name_of, oldest_open, record
from tinhso.kernel.site.public import in_one_transaction

MOST_NAMED = 500  # cases that differ; with more of them the next run looks at all
NEWS_AFTER = timedelta(hours=1)  # so old may the last note be where nothing else is to be told
LONGEST = 1_000_000_000  # transactions between two runs: xmin has 32 bits and begins anew

HERE = "select kernel_current_epoch()"
LOGGED_SINCE = """
select distinct case_id from kernel_event
where epoch = %s and xid >= %s::text::xid8 and case_id is not null
"""
MISSING_ROWS = """
select distinct e.case_id from kernel_event e
where e.name = any(%s) and not exists (select from casework_case c where c.id = e.case_id)
"""


@dataclass(frozen=True)
class Here:
    """A place in the order of transactions: what is older was seen."""

    epoch: int
    xid: int


@dataclass(frozen=True)
class LastRun:
    at: datetime
    recorded_at: datetime
    compared: RowsCompared


def last_run() -> LastRun | None:
    """None before the first. One query."""
    row = EventRow.objects.filter(name=name_of(RowsCompared)).order_by("-at", "-pk").first()
    if row is None:
        return None
    payload = dict(row.payload)
    still = tuple(payload.pop("still", ()))
    return LastRun(row.at, row.recorded_at, RowsCompared(still=still, **payload))


def compare_whole(*, now: datetime, progress: Progress = lambda cases: None) -> Compared:
    """Every case there is, and every event whose case is gone."""
    here = _here()
    return _noted(compare(every_case(), progress), whole=True, here=here, now=now)


def compare_changed(*, now: datetime, progress: Progress = lambda cases: None) -> Compared:
    """The cases of which a row or the log changed since the last run, and those that differed then; all where none is known."""
    here, last = _here(), last_run()
    if last is None or not _goes_on(last.compared, here):
        return compare_whole(now=now, progress=progress)
    return _noted(_changed(last.compared, progress), whole=False, here=here, now=now)


def compare_lately(*, now: datetime) -> Compared:
    """The same for whoever asks every few minutes: noted only where other cases differ than did, or an hour after the
    last note, so that the log does not grow by looking at it."""
    here, last = _here(), last_run()
    if last is not None and last.compared.differing > len(last.compared.still):
        return Compared(differing=last.compared.differing)  # more than are named: only a whole run tells anew
    if last is None or not _goes_on(last.compared, here):
        return compare_whole(now=now)
    found = _changed(last.compared)
    old = timezone.now() - last.recorded_at > NEWS_AFTER
    if old or found.ids != set(last.compared.still) or found.differing != last.compared.differing:
        _noted(found, whole=False, here=here, now=now)
    return found


def _changed(last: RowsCompared, progress: Progress = lambda cases: None) -> Compared:
    ids = sorted({*last.still, *changed_since(Here(last.epoch, last.xid))})
    return compare(these(ids), progress)


def changed_since(then: Here) -> Iterator[int]:
    """The keys of cases with a row or an event that a later transaction wrote, and of those whose row is gone."""
    with connection.cursor() as cursor:
        cursor.execute(LOGGED_SINCE, [then.epoch, then.xid])
        yield from (key for (key,) in cursor.fetchall())
        cursor.execute(MISSING_ROWS, [sorted(CASES.begins)])
        yield from (key for (key,) in cursor.fetchall())
    for table in tables():
        yield from written_since(table, then.xid)


def written_since(table: Derived, xid: int) -> Iterator[int]:
    """The cases of rows that this transaction or a later one wrote; PostgreSQL sets xmin, whoever writes does not."""
    model = apps.get_model(table.model)
    younger = f'age("{model._meta.db_table}".xmin) <= age(%s::xid)'
    written = RawSQL(younger, (str(xid % 2**32),), output_field=BooleanField())  # noqa: S611 - a name of ours
    young = model._default_manager.filter(written, **{f"{table.case}__isnull": False})
    yield from young.values_list(table.case, flat=True).order_by().distinct()


def _here() -> Here:
    with connection.cursor() as cursor:
        cursor.execute(HERE)
        (epoch,) = cursor.fetchone()
    return Here(epoch, oldest_open())


def _goes_on(run: RowsCompared, here: Here) -> bool:
    """False after a restore, whose transactions count anew, and where the last run named only some of what differed."""
    return run.epoch == here.epoch and here.xid - run.xid < LONGEST and run.differing == len(run.still)


@in_one_transaction
def _noted(found: Compared, *, whole: bool, here: Here, now: datetime) -> Compared:
    named = sorted(found.ids)[:MOST_NAMED]
    known = set(named)
    touched = groups_of([one for one in found.differences if one.case_id in known])
    if found.differing > len(named):
        touched = (*touched, (tuple(measures_of_cases()), ()))
    event = RowsCompared(
        whole=whole,
        cases=found.cases,
        uncheckable=found.uncheckable,
        differing=found.differing,
        epoch=here.epoch,
        xid=here.xid,
        still=tuple(named),
        touched=touched,
    )
    record(event, by=SYSTEM, at=now)
    last_comparison.forget()
    return found
