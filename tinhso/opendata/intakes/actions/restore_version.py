from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.tables.difference import differing
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.dataset.publication import Made, add_version
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.events import DataVersionRestored
from tinhso.opendata.models import Dataset, DataTable, DataVersion


@transaction.atomic
def restore_version(*, version: DataVersion, by: Actor, now: datetime) -> DataVersion:
    """Publish the rows of an earlier version again, as the newest one; nothing is overwritten.

    For datasets of publishers; the tables of systems follow their system. Raises: OpenDataForbidden,
    IntakeRefused.
    """
    dataset = Dataset.objects.get(pk=version.dataset_id)
    check_can_answer(dataset.publisher_id, by, maker=None)
    if dataset.table:
        raise IntakeRefused(_("Bảng do hệ thống tạo luôn theo số liệu hiện tại, không khôi phục được."))
    table = DataTable.objects.select_for_update(no_key=True).get(pk=version.table_id)
    if table.state == DataTable.State.WITHDRAWN:
        raise IntakeRefused(_("Bảng này đã thôi công bố."))
    if table.current_id == version.pk:
        raise IntakeRefused(_("Phiên bản này đang được công bố."))
    folder = uuid4()
    draft = store.root() / f"{folder.hex}.new"
    draft.mkdir(mode=0o700, parents=True)
    for file in store.files_of(version.folder).iterdir():
        if file.name != store.SUMS:
            (draft / file.name).hardlink_to(file)
    store.settle(draft, folder, store.sums_of(version.folder))
    changes = _changes(table, version, folder)
    more = {
        "rejected": version.rejected,
        "original_name": version.original_name,
        "original_octets": version.original_octets,
        "restored": version.number,
    }
    made = Made(folder, version.columns, version.rows, version.digest, version.octets, changes, more)
    fresh = add_version(table, made, by, now)
    record(
        DataVersionRestored(dataset=dataset.slug, number=fresh.number, restored=version.number), by=by, at=now
    )
    return fresh


def _changes(table: DataTable, version: DataVersion, folder: UUID) -> tuple[int, int]:
    """Going back by one undoes what the last one did; further back it is counted."""
    later = list(table.versions.filter(number__gt=version.number)[:2])
    last = later[0]
    if len(later) == 1:
        return last.removed, last.added
    return differing(store.table_of(last.folder), store.table_of(folder))
