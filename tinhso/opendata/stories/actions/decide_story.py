"""The data officer's decision on a text: everybody may read it, or it goes back with a remark."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import show_pictures
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.stories.blocks import files_of
from tinhso.opendata.stories.events import StoryPublished, StoryReturned
from tinhso.opendata.stories.found import index_story
from tinhso.opendata.stories.problems import StoryUnready, problems_of
from tinhso.opendata.stories.queries import locked_text


@transaction.atomic
def publish_story(*, text: StoryText, ver: int, by: Actor, now: datetime) -> None:
    """Let everybody read it in place of what they read before, which keeps its number, its address and its pictures.

    Raises: OpenDataForbidden (also for whoever wrote any of it), StoryUnready where its data went away meanwhile,
    ChangedMeanwhile.
    """
    is_writer = text.writers.filter(pk=by.user_id or 0).exists()
    check_can_answer(text.story.agency_id, by, maker=by.user_id if is_writer else None)
    story = Story.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=text.story_id
    )  # as a withdrawal
    stored = locked_text(text, ver, (StoryText.State.WAITING,))
    if problems := problems_of(stored):
        raise StoryUnready(problems)
    _decide(stored, StoryText.State.PUBLISHED, "", by, now)
    story.live, story.published_at = stored, story.published_at or now
    story.save(update_fields=["live", "published_at"])
    pictures = files_of(stored.blocks)
    story.pictures.filter(file__in=pictures).update(public=True)
    show_pictures(pictures)
    index_story(story, stored)
    record(StoryPublished(story=story.slug, number=stored.number), by=by, at=now)


@transaction.atomic
def return_story(*, text: StoryText, ver: int, remark: str, by: Actor, now: datetime) -> None:
    """Send it back to be mended. Raises: OpenDataForbidden, EntryRefused without a remark, ChangedMeanwhile."""
    check_can_answer(text.story.agency_id, by, maker=None)
    if not remark.strip():
        raise EntryRefused("remark", _("Hãy ghi điều cần sửa."))
    stored = locked_text(text, ver, (StoryText.State.WAITING,))
    _decide(stored, StoryText.State.RETURNED, remark.strip()[:1000], by, now)
    record(StoryReturned(story=text.story.slug, number=text.number), by=by, at=now)


def _decide(text: StoryText, state: str, remark: str, by: Actor, now: datetime) -> None:
    StoryText.objects.filter(pk=text.pk).update(
        state=state, remark=remark, decided_by_id=by.user_id, decided_at=now, ver=F("ver") + 1
    )
