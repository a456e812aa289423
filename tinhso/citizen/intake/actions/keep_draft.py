from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tinhso.citizen.models import ReportDraft
from tinhso.kernel.events.public import Actor


class NotYourDraft(LookupError):
    """The draft belongs to another account."""


@transaction.atomic
def keep_draft(*, key: UUID, by: Actor, now: datetime, **typed: Any) -> ReportDraft:
    """Write down what was told so far; the first word makes the draft.

    Raises: NotYourDraft. A draft is no deed: no event.
    """
    draft, _ = ReportDraft.objects.select_for_update().get_or_create(
        key=key, defaults={"owner_id": by.user_id, "changed_at": now}
    )
    if draft.owner_id is not None and draft.owner_id != by.user_id:
        raise NotYourDraft(key)
    for name, value in typed.items():
        setattr(draft, name, value)
    draft.owner_id = draft.owner_id or by.user_id
    draft.changed_at = now
    draft.save()
    return draft
