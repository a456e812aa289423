from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.forms.block_editor import Block
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.engine.expressions import BadCondition
from tinhso.opendata.models import StorySource, StoryText
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.stories.blocks import BlocksRefused, checked_blocks
from tinhso.opendata.stories.drawing import check_question
from tinhso.opendata.stories.events import StorySaved
from tinhso.opendata.stories.sources import Source, resolved


@transaction.atomic
def save_story(
    *, text: StoryText, ver: int, title: str, lead: str, blocks: Any, by: Actor, now: datetime
) -> None:
    """Write an open text anew; a block of data without a version is pinned to the newest one of its dataset.

    Raises: OpenDataForbidden, BlocksRefused (also for a dataset that is not open and a question that does not fit its
    columns), ChangedMeanwhile.
    """
    check_can_write(text.story.agency_id, by)
    written, sources = resolved(checked_blocks(blocks))
    _check_questions(written, sources)
    editable = StoryText.objects.filter(pk=text.pk, ver=ver, state__in=StoryText.EDITABLE)
    if not editable.update(title=title, lead=lead, blocks=written, saved_at=now, ver=F("ver") + 1):
        raise ChangedMeanwhile(_("Bản viết vừa được người khác thay đổi."))
    if by.user_id:
        text.writers.add(by.user_id)
    StorySource.objects.filter(text=text).delete()
    StorySource.objects.bulk_create(
        StorySource(text=text, position=position, dataset=one.dataset, version=one.version)
        for position, one in sources.items()
    )
    record(StorySaved(story=text.story.slug, number=text.number, sources=len(sources)), by=by, at=now)


def _check_questions(blocks: list[Block], sources: dict[int, Source]) -> None:
    for position, one in sources.items():
        try:
            check_question(blocks[position - 1], one.version)
        except BadCondition as error:
            raise BlocksRefused(position, str(error)) from error
