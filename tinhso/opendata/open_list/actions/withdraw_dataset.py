from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import forget
from tinhso.opendata.dataset.permissions import check_can_keep
from tinhso.opendata.models import Dataset
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.open_list.events import DatasetWithdrawn


@transaction.atomic
def withdraw_dataset(*, dataset: Dataset, ver: int, by: Actor, now: datetime) -> None:
    """Cease to offer a dataset; its versions and address stay, and the page says so.

    Raises: ChangedMeanwhile.
    """
    check_can_keep(by)
    opened = Dataset.objects.filter(pk=dataset.pk, ver=ver, state=Dataset.State.OPEN)
    if not opened.update(state=Dataset.State.WITHDRAWN, changed_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Bộ dữ liệu vừa được người khác thay đổi."))
    record(DatasetWithdrawn(dataset=dataset.slug), by=by, at=now)
    forget("dataset", [dataset.slug])
