"""Keeps the profile of each version: reckoned by a job after publication, never while a reader waits."""

from contextlib import closing
from datetime import datetime

from tinhso.lib.tables.reader_pool import ReaderPool
from tinhso.opendata.dataset import store
from tinhso.opendata.engine.profile import as_stored, profile_of
from tinhso.opendata.models import DataVersion, VersionProfile


def keep_profile(version: DataVersion, *, now: datetime) -> VersionProfile:
    """The profile of a version, made where it has none. Raises Unanswered, TooBusy.

    The child that reckons it may need a gigabyte: it ends with the profile, so that a worker holds none meanwhile.
    """
    if profile := VersionProfile.objects.filter(version=version).first():
        return profile
    file = str(store.table_of(version.folder))
    with closing(ReaderPool(size=1, seconds=300, memory="1GB", address_space=3 << 30)) as child:
        types = child.ask(file=file, sql="select * from data limit 0", most=1).columns
        columns = as_stored(version.columns, types)
        found = profile_of(
            columns, version.rows, lambda sql, most: child.ask(file=file, sql=sql, most=most).rows
        )
    return VersionProfile.objects.get_or_create(version=version, defaults={"columns": found, "made_at": now})[
        0
    ]
