"""The rows of a table that no reader gets any more do not stay in the store for ever."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.law.public import rule_or
from tinhso.opendata.dataset import store
from tinhso.opendata.models import DataTable, DataVersion, VersionProfile
from tinhso.opendata.publishing.events import TableErased

WITHDRAWN_RULE, WITHDRAWN_DAYS = "opendata.table_days.withdrawn", 365
AT_A_TIME = 50


def ended_tables(now: datetime) -> "QuerySet[DataTable]":
    """Withdrawn ones whose days by rule are over and of whose versions some are not erased yet."""
    days = int(rule_or(WITHDRAWN_RULE, WITHDRAWN_DAYS, on=now.date()))
    over = DataTable.objects.filter(
        state=DataTable.State.WITHDRAWN, withdrawn_at__lt=now - timedelta(days=days)
    )
    return over.filter(versions__erased_at=None, versions__isnull=False).distinct()


def erase_withdrawn_tables(*, now: datetime) -> int:
    """Erase the files and profiles of their versions, of at most 50 tables at a time; the rows that tell of the
    publications stay. How many tables."""
    erased = 0
    for table_id in list(ended_tables(now).values_list("pk", flat=True).order_by("pk")[:AT_A_TIME]):
        erased += _erase(table_id, now)
    return erased


@transaction.atomic
def _erase(table_id: int, now: datetime) -> int:
    table = (
        DataTable.objects.select_for_update(no_key=True, of=("self",))
        .select_related("dataset")
        .get(pk=table_id)
    )
    versions = list(table.versions.filter(erased_at=None))
    if not versions or not ended_tables(now).filter(pk=table_id).exists():
        return 0
    ids = [version.pk for version in versions]
    VersionProfile.objects.filter(version__in=ids).delete()
    DataVersion.objects.filter(pk__in=ids).update(erased_at=now, sums={}, original_name="")
    DataTable.objects.filter(pk=table_id).update(
        title=f"{table.number}", description="", current=None, ver=F("ver") + 1
    )
    record(TableErased(dataset=table.dataset.slug, table=table.number, versions=len(ids)), by=SYSTEM, at=now)
    for version in versions:
        store.erase_files(version.folder, _alone(version.sums))
    return 1


def _alone(sums: dict[str, str]) -> list[str]:
    """The sums of files that no version besides has."""
    return [
        digest
        for name, digest in sums.items()
        if not DataVersion.objects.filter(erased_at=None, sums__contains={name: digest}).exists()
    ]
