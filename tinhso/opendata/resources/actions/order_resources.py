from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.resources.actions.decide_resource import touch_dataset
from tinhso.opendata.resources.events import ResourcesOrdered


@transaction.atomic
def order_resources(*, dataset: Dataset, uids: Sequence[UUID], by: Actor, now: datetime) -> None:
    """Let the shown resources stand in this order, which names each of them once.

    Raises: OpenDataForbidden, ChangedMeanwhile where others are shown than the order names.
    """
    check_can_write(dataset.publisher_id, by)
    Dataset.objects.select_for_update(no_key=True).get(pk=dataset.pk)
    shown = {one.uid: one for one in Distribution.objects.published().filter(dataset=dataset)}
    if len(uids) != len(shown) or set(uids) != set(shown):
        raise ChangedMeanwhile(_("Danh sách tệp, liên kết vừa thay đổi; hãy tải lại trang."))
    moved = [one for place, uid in enumerate(uids) if (one := shown[uid]).position != place]
    for place, uid in enumerate(uids):
        shown[uid].position = place
    Distribution.objects.bulk_update(moved, ["position"])
    if moved:
        touch_dataset(dataset, now)
        record(ResourcesOrdered(dataset=dataset.slug, resources=len(uids)), by=by, at=now)
