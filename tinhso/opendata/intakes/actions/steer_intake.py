"""What a publisher does with a file on its way: cancel it, have it read again otherwise, release what was held."""

import hashlib
import json
import shutil
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, job, record
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_can_answer, check_can_write
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.events import DataReceived, IntakeCancelled, IntakeReleased, ReadingCorrected
from tinhso.opendata.models import Intake

SHORTEST_REASON = 20
FILES_RETAINED_FOR = timedelta(days=30)


@transaction.atomic
def cancel_intake(*, intake: Intake, by: Actor, now: datetime) -> None:
    """Give a file up; a worker that reads it stops within a second.

    Raises: OpenDataForbidden, IntakeRefused once published.
    """
    check_can_write(intake.dataset.publisher_id, by)
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state in (Intake.State.PUBLISHED, Intake.State.CANCELLED):
        raise IntakeRefused(_("Tệp này đã công bố hoặc đã hủy."))
    Intake.objects.filter(pk=held.pk).update(state=Intake.State.CANCELLED, message="")
    record(IntakeCancelled(dataset=held.dataset.slug, intake=held.pk), by=by, at=now)


@transaction.atomic
def read_again(*, intake: Intake, wish: dict[str, Any] | None, by: Actor, now: datetime) -> None:
    """Read the file once more, with the publisher's corrections; a release is void.

    Raises: OpenDataForbidden, IntakeRefused.
    """
    check_can_write(intake.dataset.publisher_id, by)
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    whole = held.url or held.copied_from or (held.size and held.done == held.size)
    if held.state not in Intake.RETRIED or not whole:
        raise IntakeRefused(_("Tệp này đang được xử lý, đã công bố hoặc chưa gửi xong."))
    Intake.objects.filter(pk=held.pk).update(
        state=Intake.State.WAITING,
        wish=held.wish if wish is None else wish,
        message="",
        tries=0,
        percent=0,
        released_by=None,
        released_at=None,
        release_reason="",
    )
    if wish is not None and wish != held.wish:
        canonical = json.dumps(wish, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        choices = hashlib.sha256(canonical.encode()).hexdigest()
        record(ReadingCorrected(dataset=held.dataset.slug, intake=held.pk, choices=choices), by=by, at=now)
    record(DataReceived(dataset=held.dataset.slug, intake=held.pk, octets=held.size), by=by, at=now)
    job("opendata.take_in").defer(intake_id=str(held.pk))


@transaction.atomic
def release_intake(*, intake: Intake, reason: str, by: Actor, now: datetime) -> None:
    """The data officer answers for a file that was held.

    Raises: OpenDataForbidden (also whoever sent it), IntakeRefused.
    """
    check_can_answer(intake.dataset.publisher_id, by, maker=intake.made_by_id)
    if len(reason.strip()) < SHORTEST_REASON:
        raise IntakeRefused(
            _("Hãy ghi lý do (ít nhất %(n)s ký tự): vì sao dữ liệu này được phép công bố.")
            % {"n": SHORTEST_REASON}
        )
    released = Intake.objects.filter(pk=intake.pk, state=Intake.State.HELD).update(
        state=Intake.State.READY,
        released_by_id=by.user_id,
        released_at=now,
        release_reason=reason.strip()[:1000],
    )
    if not released:
        raise IntakeRefused(_("Tệp này không còn bị tạm giữ."))
    record(IntakeReleased(dataset=intake.dataset.slug, intake=intake.pk), by=by, at=now)


def forget_files(*, now: datetime) -> int:
    """Remove the files of what is published (the version has them), cancelled, or was left a month ago; how many."""
    long_ago = now - FILES_RETAINED_FOR
    over = Q(state__in=(Intake.State.PUBLISHED, Intake.State.CANCELLED))
    left = Q(state__in=(Intake.State.FAILED, Intake.State.RECEIVING), made_at__lt=long_ago)
    deleted = 0
    for intake_id in Intake.objects.filter(over | left).values_list("pk", flat=True):
        folder = store.intake_of(intake_id)
        if folder.exists():
            shutil.rmtree(folder)
            deleted += 1
    return deleted
