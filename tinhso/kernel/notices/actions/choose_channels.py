from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.events import NoticeChoicesChanged
from tinhso.kernel.notices.models import NoticeChoice
from tinhso.kernel.people.public import User


@transaction.atomic
def choose_channels(*, user: User, choices: Mapping[tuple[str, str], bool], by: Actor, now: datetime) -> None:
    """Keep which (topic, channel) an account wants; what is not named stays as it was."""
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(user=user, topic=t, channel=c, on=on) for (t, c), on in choices.items()],
        update_conflicts=True,
        unique_fields=["user", "topic", "channel"],
        update_fields=["on"],
    )
    record(NoticeChoicesChanged(user_id=user.pk), by=by, at=now)
