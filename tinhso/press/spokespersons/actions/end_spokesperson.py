from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Spokesperson
from tinhso.press.spokespersons.events import SpokespersonEnded
from tinhso.press.spokespersons.permissions import check_can_register


@transaction.atomic
def end_spokesperson(*, spokesperson: Spokesperson, ends: date, by: Actor, now: datetime) -> None:
    """From that day on somebody no longer speaks for one's agency; the row stays. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    _user_id, agency_id = check_can_register(by)
    row = Spokesperson.objects.select_for_update().get(pk=spokesperson.pk)
    if row.agency_id != agency_id:
        raise PressForbidden("Người phát ngôn của cơ quan khác.")
    if row.ends is not None:
        return
    if ends < row.starts:
        raise EntryRefused("ends", "Ngày thôi phát ngôn không trước ngày bắt đầu.")
    row.ends = ends
    row.save(update_fields=["ends"])
    record(SpokespersonEnded(spokesperson_id=row.pk, ends=ends), by=by, at=now)
