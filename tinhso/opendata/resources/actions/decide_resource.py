"""The data officer's decision on a file, link or service: it is shown, or goes back with a remark."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.resources.actions.propose_resource import ResourceRefused
from tinhso.opendata.resources.events import ResourcePublished, ResourceRejected


@transaction.atomic
def approve_resource(*, resource: Distribution, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Show it to readers; what it replaces gives it its id and place.

    Where personal data were found in it, or no machine could read its file, the data officer says with a `reason`
    that he has read it. Raises: OpenDataForbidden (also for whoever sent it), ResourceRefused without that reason, for
    a file that is not known to be clean, where what it replaces is gone, of a withdrawn dataset; ChangedMeanwhile.
    """
    dataset = resource.dataset
    check_can_answer(dataset.publisher_id, by, maker=resource.made_by_id)
    held = _waiting(resource, ver)
    if held.needs_reason and not reason.strip():
        raise ResourceRefused("reason", _("Hãy ghi kết quả đọc tệp, lý do cho phép công bố."))
    if Dataset.objects.filter(pk=dataset.pk, state=Dataset.State.WITHDRAWN).exists():
        raise ResourceRefused("reason", _("Bộ dữ liệu này đã thôi mở."))
    if held.file and held.file.state != StoredFile.State.CLEAN:
        raise ResourceRefused("reason", _("Tệp chưa kiểm tra xong mã độc hoặc có mã độc, chưa công bố được."))
    uid, position = _place_of(held, now)
    Distribution.objects.filter(pk=held.pk).update(
        state=Distribution.State.PUBLISHED,
        uid=uid,
        position=position,
        decided_by_id=by.user_id,
        decided_at=now,
        remark=reason.strip()[:1000],
        changed_at=now,
        ver=F("ver") + 1,
    )
    touch_dataset(dataset, now)
    event = ResourcePublished(dataset=dataset.slug, resource=uid, released=held.needs_reason)
    record(event, by=by, at=now)


def _waiting(resource: Distribution, ver: int) -> Distribution:
    """ChangedMeanwhile."""
    found = Distribution.objects.select_for_update(of=("self",)).select_related("file")
    held = found.filter(pk=resource.pk, ver=ver, state=Distribution.State.WAITING).first()
    if held is None:
        raise ChangedMeanwhile(_("Mục này vừa được người khác xử lý."))
    return held


def _place_of(held: Distribution, now: datetime) -> tuple[UUID, int]:
    """The id and order that it shall have; the one before it steps back. ResourceRefused."""
    if held.replaces_id is None:
        return held.uid, held.position
    former = Distribution.objects.select_for_update().get(pk=held.replaces_id)
    if former.state != Distribution.State.PUBLISHED:
        raise ResourceRefused("reason", _("Mục cần thay không còn công bố."))
    uid = former.uid
    Distribution.objects.filter(pk=former.pk).update(
        uid=uuid4(), state=Distribution.State.REPLACED, changed_at=now, ver=F("ver") + 1
    )
    return uid, former.position


@transaction.atomic
def reject_resource(*, resource: Distribution, ver: int, remark: str, by: Actor, now: datetime) -> None:
    """Do not show it; the writer reads why and may send another.

    Raises: OpenDataForbidden, ResourceRefused without a remark, ChangedMeanwhile.
    """
    check_can_answer(resource.dataset.publisher_id, by, maker=resource.made_by_id)
    if not remark.strip():
        raise ResourceRefused("reason", _("Hãy ghi lý do không duyệt."))
    held = _waiting(resource, ver)
    Distribution.objects.filter(pk=held.pk).update(
        state=Distribution.State.REFUSED,
        decided_by_id=by.user_id,
        decided_at=now,
        remark=remark.strip()[:1000],
        changed_at=now,
        ver=F("ver") + 1,
    )
    record(ResourceRejected(dataset=resource.dataset.slug, resource=held.uid), by=by, at=now)


def touch_dataset(dataset: Dataset, now: datetime) -> None:
    """Those who read the catalogue by what has changed find the dataset again; one that is withdrawn has its moment there."""
    Dataset.objects.filter(pk=dataset.pk).exclude(state=Dataset.State.WITHDRAWN).update(changed_at=now)
