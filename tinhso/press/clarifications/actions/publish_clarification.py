from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.clarifications.events import ClarificationPublished, ClarificationWithdrawn
from tinhso.press.clarifications.impersonal import check_impersonal
from tinhso.press.clarifications.permissions import (
    check_can_publish_clarification,
    check_can_withdraw_clarification,
)
from tinhso.press.models import Clarification


@transaction.atomic
def publish_clarification(*, clarification: Clarification, by: Actor, now: datetime) -> None:
    """Everybody reads it from now on; its words stay. A second time does nothing.

    Raises: PressForbidden.
    """
    row = Clarification.objects.select_for_update().get(pk=clarification.pk)
    user_id = check_can_publish_clarification(row, by)
    if row.state != Clarification.State.DRAFT:
        return
    row.state, row.published_at, row.published_by_id = Clarification.State.PUBLISHED, now, user_id
    row.save(update_fields=["state", "published_at", "published_by"])
    record(ClarificationPublished(clarification_id=row.pk), by=by, at=now)


@transaction.atomic
def withdraw_clarification(*, clarification: Clarification, reason: str, by: Actor, now: datetime) -> None:
    """It was wrong itself, or is no longer right: its page says when it was taken back and why. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    row = Clarification.objects.select_for_update().get(pk=clarification.pk)
    check_can_withdraw_clarification(row, by)
    if row.state != Clarification.State.PUBLISHED:
        return
    if not 5 <= len(reason.strip()) <= 300:
        raise EntryRefused("reason", "Ghi lý do rút từ 5 đến 300 ký tự.")
    check_impersonal("reason", reason)
    row.state, row.withdrawn_at, row.withdrawal = Clarification.State.WITHDRAWN, now, reason.strip()
    row.save(update_fields=["state", "withdrawn_at", "withdrawal"])
    record(ClarificationWithdrawn(clarification_id=row.pk), by=by, at=now)
