from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.events import DatasetOpened
from tinhso.opendata.models import Dataset
from tinhso.opendata.permissions import check_can_keep
from tinhso.opendata.publication import line_on
from tinhso.opendata.tasks import refresh_one


class NotListed(ValueError):
    """The chairman's list has no line for the dataset on this day."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed the dataset since it was read."""


@transaction.atomic
def open_dataset(*, dataset: Dataset, ver: int, by: Actor, now: datetime) -> None:
    """Open a draft by its line of the list in force; its data follow in a job. NotListed, ChangedMeanwhile."""
    check_can_keep(by)
    day = now.date()
    line = line_on(dataset, day)
    if line is None:
        raise NotListed(_("Chưa có dòng nào trong danh mục dữ liệu mở đang có hiệu lực cho bộ dữ liệu này."))
    closed = Dataset.objects.filter(pk=dataset.pk, ver=ver).exclude(state=Dataset.State.OPEN)
    if not closed.update(
        state=Dataset.State.OPEN, opened_at=now, reviewed_on=day, changed_at=now, ver=F("ver") + 1
    ):
        raise ChangedMeanwhile(_("Bộ dữ liệu vừa được người khác thay đổi."))
    record(DatasetOpened(dataset=dataset.slug, line=line.pk), by=by, at=now)
    refresh_one.defer(dataset_id=dataset.pk)
