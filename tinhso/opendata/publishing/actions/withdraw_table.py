from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_answer, check_can_write
from tinhso.opendata.dataset.publication import index_dataset
from tinhso.opendata.intakes.actions.steer_intake import cancel_intake
from tinhso.opendata.models import Dataset, DataTable, Intake
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.add_table import TableRefused
from tinhso.opendata.publishing.events import TableWithdrawn

ENDED = (Intake.State.PUBLISHED, Intake.State.CANCELLED)


@transaction.atomic
def withdraw_table(*, table: DataTable, ver: int, by: Actor, now: datetime) -> None:
    """Cease to show a further table, or give up one that was never shown; its files on their way are cancelled.

    What is shown is withdrawn by the data officer, a draft by the agency's writers. Its number stays taken and its
    address answers 410. Raises: OpenDataForbidden, TableRefused for the first one, ChangedMeanwhile.
    """
    dataset = table.dataset
    if table.state == DataTable.State.DRAFT:
        check_can_write(dataset.publisher_id, by)
    else:
        check_can_answer(dataset.publisher_id, by, maker=None)
    if table.is_first:
        raise TableRefused(_("Bảng thứ nhất đi cùng bộ dữ liệu, không thôi công bố riêng được."))
    held = DataTable.objects.filter(pk=table.pk, ver=ver, state=table.state)
    shown = held.exclude(state=DataTable.State.WITHDRAWN)
    if not shown.update(state=DataTable.State.WITHDRAWN, withdrawn_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Bảng này vừa được người khác thay đổi."))
    for intake in table.intakes.exclude(state__in=ENDED).select_related("dataset"):
        cancel_intake(intake=intake, by=by, now=now)
    changed = Dataset.objects.filter(pk=dataset.pk).exclude(state=Dataset.State.WITHDRAWN)
    # the national portal gets a record of each `ver`
    changed.update(changed_at=now, **({"ver": F("ver") + 1} if table.current_id else {}))
    index_dataset(Dataset.objects.select_related("current").get(pk=dataset.pk))
    record(TableWithdrawn(dataset=dataset.slug, table=table.number), by=by, at=now)
