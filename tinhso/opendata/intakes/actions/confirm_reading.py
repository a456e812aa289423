"""The publisher's word that an implausible reading is right."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.events import ReadingConfirmed
from tinhso.opendata.models import Intake

WAITING = (Intake.State.HELD, Intake.State.READY)


@transaction.atomic
def confirm_reading(*, intake: Intake, doubt: str, by: Actor, now: datetime) -> None:
    """Say of one doubt that the file is so; the next reading asks anew.

    Raises: OpenDataForbidden, IntakeRefused where nobody is asked that (any more).
    """
    check_can_write(intake.dataset.publisher_id, by)
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state not in WAITING or doubt not in {one["key"] for one in held.doubts}:
        raise IntakeRefused(_("Điều này không còn chờ xác nhận; hãy xem lại trang."))
    confirmed = [*held.found.get("confirmed", []), doubt]
    Intake.objects.filter(pk=held.pk).update(found=held.found | {"confirmed": confirmed})
    code = next(one["code"] for one in held.doubts if one["key"] == doubt)
    record(ReadingConfirmed(dataset=held.dataset.slug, intake=held.pk, doubt=code), by=by, at=now)
