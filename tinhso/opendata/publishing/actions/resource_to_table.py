from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.lib.files.names import clean_name
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused, begin_copy, begin_link
from tinhso.opendata.models import Dataset, DataTable, Distribution, Intake
from tinhso.opendata.publishing.actions.add_table import TableRefused, add_table
from tinhso.opendata.resources.actions.propose_resource import ResourceRefused

State = Distribution.State


@transaction.atomic
def resource_to_table(*, resource: Distribution, by: Actor, now: datetime) -> Intake:
    """Send what a file or link beside the tables holds on its way as a table of its own: the first where the dataset has none,
    else a further one under its title, or the draft of that title. The file stays where it is until somebody withdraws it.

    Raises: OpenDataForbidden, ResourceRefused for what is no table, a file that is not known to be clean, and where no table or
    file more can be taken.
    """
    check_can_write(resource.dataset.publisher_id, by)
    if resource.state not in (State.PUBLISHED, State.WAITING) or not resource.is_tabular:
        raise ResourceRefused(
            "reason", _("Chỉ tệp bảng (CSV, XLSX, ODS, JSON, Parquet…) mới đọc thành bảng được.")
        )
    file: StoredFile | None = resource.file
    if file is not None and file.state != StoredFile.State.CLEAN:
        raise ResourceRefused(
            "reason", _("Tệp chưa kiểm tra xong mã độc hoặc có mã độc, chưa đọc thành bảng được.")
        )
    try:
        table = _table_for(resource, by, now)
        if file is None:
            return begin_link(dataset=resource.dataset, url=resource.url, by=by, now=now, table=table)
        return begin_copy(table=table, file=file, by=by, now=now)
    except (TableRefused, IntakeRefused) as error:
        raise ResourceRefused("reason", str(error)) from error


def _table_for(resource: Distribution, by: Actor, now: datetime) -> DataTable:
    """TableRefused."""
    dataset = Dataset.objects.select_for_update(no_key=True).get(pk=resource.dataset_id)
    ended = (Intake.State.FAILED, Intake.State.CANCELLED)
    under_way = dataset.intakes.exclude(state__in=ended)
    file = resource.file
    same = {"name": clean_name(file.name), "size": file.size} if file else {"url": resource.url.strip()}
    if under_way.exclude(state=Intake.State.PUBLISHED).filter(**same).exists():  # two presses of one button
        raise TableRefused(_("Tệp này đang được đọc hoặc chờ công bố."))
    if dataset.table is None and dataset.current_id is None and not under_way.exists():
        return DataTable.objects.first_of(dataset)
    title = " ".join(resource.title.split())[:200]
    draft = dataset.tables.filter(state=DataTable.State.DRAFT, title__iexact=title).first()
    if draft is not None and not draft.intakes.filter(state__in=Intake.UNDER_WAY).exists():
        return draft
    return add_table(dataset=dataset, title=title, description=resource.description, by=by, now=now)
