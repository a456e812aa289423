from collections.abc import Callable
from datetime import datetime

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.contents.integrity import Broken, broken_files
from tinhso.kernel.files.events import FilesChecked
from tinhso.kernel.site.public import in_one_transaction

MOST_NAMED = 200


def check_files(
    *, now: datetime, progress: Callable[[int], None] = lambda files: None
) -> tuple[int, list[Broken]]:
    """Read every file in the store, hold it against its digest, and note the result in the log: how many, and the broken ones."""
    read, broken = 0, []
    for read, found in broken_files():  # noqa: B007 - how many there were
        if found:
            broken.append(found)
        progress(read)
    _note(read, broken, now)
    return read, broken


@in_one_transaction
def _note(read: int, broken: list[Broken], now: datetime) -> None:
    named = tuple(one.file_id for one in broken[:MOST_NAMED])
    record(FilesChecked(files=read, broken=len(broken), broken_ids=named), by=SYSTEM, at=now)
