from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import StoryText
from tinhso.opendata.stories.events import StoryDropped, StoryRecalled, StorySent
from tinhso.opendata.stories.problems import StoryUnready, problems_of
from tinhso.opendata.stories.queries import locked_text

State = StoryText.State


@transaction.atomic
def send_story(*, text: StoryText, ver: int, by: Actor, now: datetime) -> None:
    """Send a text to the agency's data officer.

    Raises: OpenDataForbidden, StoryUnready (nothing said, nothing shown, personal data, a block without its data),
    ChangedMeanwhile.
    """
    check_can_write(text.story.agency_id, by)
    stored = locked_text(text, ver, StoryText.EDITABLE)
    if problems := problems_of(stored):
        raise StoryUnready(problems)
    _move(stored, state=State.WAITING, sent_at=now, remark="")
    record(StorySent(story=text.story.slug, number=text.number), by=by, at=now)


@transaction.atomic
def recall_story(*, text: StoryText, ver: int, by: Actor, now: datetime) -> None:
    """Take a text back that waits for review, to write on. Raises: OpenDataForbidden, ChangedMeanwhile."""
    check_can_write(text.story.agency_id, by)
    _move(locked_text(text, ver, (State.WAITING,)), state=State.DRAFT)
    record(StoryRecalled(story=text.story.slug, number=text.number), by=by, at=now)


@transaction.atomic
def drop_story_text(*, text: StoryText, ver: int, by: Actor, now: datetime) -> None:
    """Give a text up that nobody has read yet; what is published stays. Raises: OpenDataForbidden, ChangedMeanwhile."""
    check_can_write(text.story.agency_id, by)
    _move(locked_text(text, ver, StoryText.OPEN), state=State.DROPPED, decided_at=now)
    record(StoryDropped(story=text.story.slug, number=text.number), by=by, at=now)


def _move(text: StoryText, **changes: object) -> None:
    StoryText.objects.filter(pk=text.pk).update(ver=F("ver") + 1, **changes)
