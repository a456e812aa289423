"""A keeper's word that changes of a checked copy shall hold; a job carries it out, and again after a break."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, job, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import NationalApproval, NationalImport
from tinhso.onestop.national_import.events import NationalChangesApproved
from tinhso.onestop.national_import.queries import Narrowed, stopped, waiting


class OwnCopy(Exception):
    """Whoever brought the copy does not approve it: another administrator does; the message is for the screen."""


class NothingWaits(Exception):
    """No change of these waits any more; nothing is done twice."""


class StillRunning(Exception):
    """The job wrote something a moment ago, or has ended; there is nothing to take up."""


@transaction.atomic
def approve_national_changes(
    *,
    import_id: int,
    asked: Narrowed | None = None,
    codes: Sequence[str] | None = None,
    by: Actor,
    now: datetime,
) -> NationalApproval:
    """Order the waiting changes of this field and agency, or of these codes, all of them where none are named.

    Raises: PermissionDenied, OwnCopy and NothingWaits.
    """
    check_can_keep_catalogue(by)
    held = NationalImport.objects.select_for_update(of=("self",)).defer("content", "report").get(pk=import_id)
    if not by.system and by.user_id == held.made_by_id:
        raise OwnCopy("Người nhập bản trích không tự duyệt được. Cần một quản trị khác.")
    asked = asked or Narrowed()
    chosen = waiting(held, asked)
    chosen = chosen if codes is None else chosen.filter(code__in=codes)
    if not (total := chosen.count()):
        raise NothingWaits
    approval = NationalApproval.objects.create(
        batch=held,
        field=asked.field,
        agency=asked.agency,
        code=codes[0] if codes is not None and len(codes) == 1 else "",
        total=total,
        made_by_id=by.user_id,
        made_at=now,
        moved_at=timezone.now(),
    )
    chosen.order_by().update(approval=approval, fault="")
    event = NationalChangesApproved(import_id=held.pk, approval_id=approval.pk, changes=total)
    record(event, by=by, at=now)
    _defer(approval, by)
    return approval


@transaction.atomic
def resume_approval(*, approval_id: int, by: Actor, now: datetime) -> NationalApproval:
    """Go on with what stopped. Raises: PermissionDenied, OwnCopy and StillRunning."""
    check_can_keep_catalogue(by)
    approval = (
        NationalApproval.objects.select_for_update(of=("self",)).select_related("batch").get(pk=approval_id)
    )
    if not by.system and by.user_id == approval.batch.made_by_id:
        raise OwnCopy("Người nhập bản trích không tự duyệt được. Cần một quản trị khác.")
    if not stopped(approval):
        raise StillRunning
    approval.fault, approval.moved_at = "", timezone.now()
    approval.save(update_fields=["fault", "moved_at"])
    _defer(approval, by)
    return approval


def _defer(approval: NationalApproval, by: Actor) -> None:
    job("onestop.apply_national_changes").defer(
        approval_id=approval.pk, user_id=by.user_id, post_id=by.post_id, agency_id=by.agency_id
    )
