"""A file, link or service is no longer shown, or what waits is given up."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_answer, check_can_write
from tinhso.opendata.models import Distribution
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.resources.actions.decide_resource import touch_dataset
from tinhso.opendata.resources.actions.propose_resource import ResourceRefused
from tinhso.opendata.resources.events import ResourceDropped, ResourceWithdrawn


@transaction.atomic
def withdraw_resource(*, resource: Distribution, ver: int, by: Actor, now: datetime) -> None:
    """Cease to show it; the row stays and its address answers 410. By the data officer of the publisher.

    Raises: OpenDataForbidden, ResourceRefused for what a harvest made, ChangedMeanwhile.
    """
    check_can_answer(resource.dataset.publisher_id, by, maker=None)
    if resource.is_harvested:
        raise ResourceRefused("reason", _("Mục này do đợt thu thập tự cập nhật, không sửa tay."))
    _end(resource, ver, Distribution.State.PUBLISHED, Distribution.State.WITHDRAWN, now)
    touch_dataset(resource.dataset, now)
    record(ResourceWithdrawn(dataset=resource.dataset.slug, resource=resource.uid), by=by, at=now)


@transaction.atomic
def drop_resource(*, resource: Distribution, ver: int, by: Actor, now: datetime) -> None:
    """Give up what waits for the data officer; by the writers of the publisher.

    Raises: OpenDataForbidden, ChangedMeanwhile.
    """
    check_can_write(resource.dataset.publisher_id, by)
    _end(resource, ver, Distribution.State.WAITING, Distribution.State.DROPPED, now)
    record(ResourceDropped(dataset=resource.dataset.slug, resource=resource.uid), by=by, at=now)


def _end(resource: Distribution, ver: int, state: str, end: str, now: datetime) -> None:
    held = Distribution.objects.filter(pk=resource.pk, ver=ver, state=state)
    if not held.update(state=end, changed_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Mục này vừa được người khác xử lý."))
