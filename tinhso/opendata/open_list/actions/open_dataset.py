from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, job, record
from tinhso.opendata.dataset.permissions import check_can_keep
from tinhso.opendata.dataset.publication import line_on
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.events import DatasetOpened


class NotListed(ValueError):
    """The chairman's list has no line for the dataset on this day."""


class NotApproved(ValueError):
    """A publisher's draft opens with its approved description, not by the administrator."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed the dataset since it was read."""


@transaction.atomic
def open_dataset(*, dataset: Dataset, ver: int, by: Actor, now: datetime) -> None:
    """Open a draft by its line of the list in force; its data follow in a job.

    Raises: NotListed, ChangedMeanwhile, NotApproved; the system (an import) opens a publisher's draft as it
    was described.
    """
    check_can_keep(by)
    drafted = dataset.table is None and dataset.state == Dataset.State.DRAFT
    if drafted and not by.system:
        raise NotApproved(
            _("Bộ dữ liệu của cơ quan mở khi cán bộ phụ trách dữ liệu của cơ quan đó duyệt mô tả.")
        )
    day = now.date()
    line = line_on(dataset, day)
    if line is None:
        raise NotListed(_("Chưa có dòng nào trong danh mục dữ liệu mở đang có hiệu lực cho bộ dữ liệu này."))
    closed = Dataset.objects.filter(pk=dataset.pk, ver=ver).exclude(state=Dataset.State.OPEN)
    if not closed.update(
        state=Dataset.State.OPEN, opened_at=now, reviewed_on=day, changed_at=now, ver=F("ver") + 1
    ):
        raise ChangedMeanwhile(_("Bộ dữ liệu vừa được người khác thay đổi."))
    described = dataset.editions.filter(number=1, state=Edition.State.DRAFT)
    described.update(state=Edition.State.PUBLISHED, published_at=now, ver=F("ver") + 1)
    record(DatasetOpened(dataset=dataset.slug, line=line.pk), by=by, at=now)
    if dataset.table:
        job("opendata.refresh_one").defer(dataset_id=dataset.pk)
