from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.events import EditionDropped, EditionRecalled, EditionSent


@transaction.atomic
def send_edition(*, edition: Edition, ver: int, by: Actor, now: datetime) -> None:
    """Send a description to the agency's data officer. Raises: OpenDataForbidden, ChangedMeanwhile."""
    check_can_write(edition.dataset.publisher_id, by)
    open_ones = Edition.objects.filter(pk=edition.pk, ver=ver, state__in=Edition.EDITABLE)
    if not open_ones.update(state=Edition.State.WAITING, sent_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))
    record(EditionSent(dataset=edition.dataset.slug, number=edition.number), by=by, at=now)


@transaction.atomic
def recall_edition(*, edition: Edition, ver: int, by: Actor, now: datetime) -> None:
    """Take a description back that waits for the data officer or for its hour, to write on.

    Raises: OpenDataForbidden, ChangedMeanwhile.
    """
    check_can_write(edition.dataset.publisher_id, by)
    sent = Edition.objects.filter(pk=edition.pk, ver=ver, state__in=Edition.SENT)
    if not sent.update(
        state=Edition.State.DRAFT, decided_by=None, decided_at=None, publish_at=None, ver=F("ver") + 1
    ):
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))
    record(EditionRecalled(dataset=edition.dataset.slug, number=edition.number), by=by, at=now)


@transaction.atomic
def drop_edition(*, edition: Edition, ver: int, by: Actor, now: datetime) -> None:
    """Give a description up that is not published; a dataset keeps at least what it was drafted with.

    Raises: OpenDataForbidden, ChangedMeanwhile.
    """
    check_can_write(edition.dataset.publisher_id, by)
    if not Edition.objects.filter(pk=edition.pk, ver=ver, state__in=Edition.OPEN).update(
        state=Edition.State.DROPPED, ver=F("ver") + 1
    ):
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))
    record(EditionDropped(dataset=edition.dataset.slug, number=edition.number), by=by, at=now)
