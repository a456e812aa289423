from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import PaperSource
from tinhso.onestop.once_only.actions.enter_paper_source import BadPaperSource
from tinhso.onestop.once_only.events import PaperSourceDecided
from tinhso.onestop.once_only.permissions import can_decide_paper_source


class SameKeeper(Exception):
    """Whoever entered a line does not decide on it."""


@transaction.atomic
def decide_paper_source(
    *, source: PaperSource, approved: bool, reason: str = "", by: Actor, now: datetime
) -> None:
    """Another keeper lets a line hold, or refuses it with a reason.

    Raises: PermissionDenied, SameKeeper, BadPaperSource.
    """
    check_can_keep_catalogue(by)
    locked = PaperSource.objects.select_for_update().get(pk=source.pk)
    if not can_decide_paper_source(locked, by):
        raise SameKeeper(locked.pk)
    if locked.approved is not None:
        raise BadPaperSource("end_reason", "Dòng này đã có người quyết định.")
    if not approved and not reason.strip():
        raise BadPaperSource("end_reason", "Ghi lý do.")
    locked.approved, locked.decided_by_id, locked.decided_at = approved, by.user_id, now
    locked.end_reason = "" if approved else reason.strip()
    locked.save(update_fields=["approved", "decided_by", "decided_at", "end_reason"])
    record(PaperSourceDecided(source_id=locked.pk, approved=approved), by=by, at=now)
