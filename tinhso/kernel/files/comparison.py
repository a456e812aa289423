"""Files as `tinhso verify --files` holds them against their digests, and what the last night found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Comparison, ComparisonResult, EventRow, name_of
from tinhso.kernel.files.actions.check_files import check_files
from tinhso.kernel.files.events import FilesChecked
from tinhso.kernel.site import clock


@dataclass(frozen=True)
class LastCheck:
    """When all files were read last, how many they were, how many of them broken."""

    at: datetime
    files: int
    broken: int
    broken_ids: tuple[str, ...]


def last_check() -> LastCheck | None:
    """None before the first. One query."""
    row = EventRow.objects.filter(name=name_of(FilesChecked)).order_by("-at", "-pk").first()
    if row is None:
        return None
    payload = row.payload
    return LastCheck(row.at, payload["files"], payload["broken"], tuple(payload["broken_ids"]))


def compare(progress: Callable[[int], None]) -> ComparisonResult:
    """There is no telling which bytes changed since: all are read."""
    read, broken = check_files(now=clock.now(), progress=progress)
    return ComparisonResult([one.line for one in broken], read)


FILES = Comparison(_("tệp"), compare, compare, slow=True, order=20)
