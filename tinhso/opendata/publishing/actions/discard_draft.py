from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.events import DraftDiscarded


@transaction.atomic
def discard_draft(*, dataset: Dataset, ver: int, by: Actor, now: datetime) -> None:
    """Give up a dataset that was never open, with the description that waits; its address stays taken.

    Raises: OpenDataForbidden, ChangedMeanwhile, EditionRefused for one that is or was open (that is the keeper's
    deed), or that a system fills.
    """
    check_can_write(dataset.publisher_id, by)
    if dataset.opened_at is not None or dataset.table is not None:
        raise EditionRefused(
            "slug", _("Bộ dữ liệu đã mở hoặc do hệ thống nạp; chỉ người quản trị được thôi mở.")
        )
    drafts = Dataset.objects.filter(pk=dataset.pk, ver=ver, state=Dataset.State.DRAFT)
    if not drafts.update(state=Dataset.State.WITHDRAWN, changed_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Bộ dữ liệu vừa được người khác thay đổi."))
    Edition.objects.filter(dataset=dataset, state__in=Edition.OPEN).update(
        state=Edition.State.DROPPED, ver=F("ver") + 1
    )
    record(DraftDiscarded(dataset=dataset.slug), by=by, at=now)
