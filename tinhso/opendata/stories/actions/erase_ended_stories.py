"""What was given up, and what was withdrawn from readers, does not stay in the store for ever."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import erase_file, hide_pictures
from tinhso.kernel.law.public import rule_or
from tinhso.opendata.models import Story, StorySource, StoryText
from tinhso.opendata.stories.blocks import files_of
from tinhso.opendata.stories.events import StoryErased

DROPPED_RULE, DROPPED_DAYS = "opendata.story_days.dropped", 30
WITHDRAWN_RULE, WITHDRAWN_DAYS = "opendata.story_days.withdrawn", 365
AT_A_TIME = 100


def ended_texts(now: datetime) -> "QuerySet[StoryText]":
    """Texts that were given up, and all of withdrawn stories, whose days by rule are over and that are not erased yet."""
    dropped = now - timedelta(days=int(rule_or(DROPPED_RULE, DROPPED_DAYS, on=now.date())))
    withdrawn = now - timedelta(days=int(rule_or(WITHDRAWN_RULE, WITHDRAWN_DAYS, on=now.date())))
    ended = StoryText.objects.annotate(ended_at=Coalesce("decided_at", "saved_at")).filter(erased_at=None)
    return ended.filter(
        Q(state=StoryText.State.DROPPED, ended_at__lt=dropped) | Q(story__withdrawn_at__lt=withdrawn)
    )


def erase_ended_stories(*, now: datetime) -> int:
    """Erase their words and the pictures that no other text shows, of at most 100 stories at a time; the rows with their
    states, days and people stay. How many texts. Pictures that stayed while another text was being written go after it."""
    stories = ended_texts(now).order_by("story").values_list("story", flat=True).distinct()
    held_back = Story.objects.filter(texts__erased_at__isnull=False, pictures__isnull=False)
    left = held_back.exclude(texts__state__in=StoryText.OPEN).values_list("pk", flat=True).distinct()
    found = dict.fromkeys([*stories[:AT_A_TIME], *left])
    return sum(_erase(story_id, now) for story_id in found)


@transaction.atomic
def _erase(story_id: int, now: datetime) -> int:
    story = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=story_id)
    texts = list(ended_texts(now).filter(story=story_id).values_list("pk", flat=True))
    StorySource.objects.filter(text__in=texts).delete()
    StoryText.objects.filter(pk__in=texts).update(
        title="", lead="", blocks=[], reason="", remark="", erased_at=now, ver=F("ver") + 1
    )
    pictures = _erase_pictures(story, now)
    if texts or pictures:
        record(StoryErased(story=story.slug, texts=len(texts), pictures=pictures), by=SYSTEM, at=now)
    return len(texts)


def _erase_pictures(story: Story, now: datetime) -> int:
    """Those that no text shows any more; none while a text is being written, for it may show them yet."""
    if story.texts.filter(state__in=StoryText.OPEN).exists():
        return 0
    shown = {file for text in story.texts.filter(erased_at=None) for file in files_of(text.blocks)}
    unshown = list(story.pictures.exclude(file__in=shown).select_related("file"))
    hide_pictures([one.file_id for one in unshown])
    for one in unshown:
        one.delete()
        erase_file(one.file, by=SYSTEM, now=now)
    return len(unshown)
