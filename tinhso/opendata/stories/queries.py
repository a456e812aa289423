"""What the pages of data stories ask."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.opendata.dataset.permissions import can_write
from tinhso.opendata.models import Story, StoryPicture, StoryText
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.stories.blocks import files_of

MOST_LISTED = 200


def stories_of_agency(by: Actor) -> "QuerySet[Story]":
    """The stories of the agency of the chosen post with their texts, the newest first, at most MOST_LISTED."""
    found = Story.objects.filter(agency_id=by.agency_id or 0).select_related("live")
    return found.prefetch_related("texts").order_by("-pk")[:MOST_LISTED]


def story_of_agency(slug: str, by: Actor) -> Story:
    """One that this actor may write. Http404: whose it is, is nobody's business."""
    found = Story.objects.select_related("agency", "live").filter(slug=slug).first()
    if found is None or by.system or not can_write(found.agency_id, by):
        raise Http404
    return found


def open_text(story: Story) -> StoryText | None:
    return story.texts.filter(state__in=StoryText.OPEN).select_related("story").first()


def waiting_stories(by: Actor) -> "QuerySet[StoryText]":
    """What the data officer of this agency has to review, longest waiting first."""
    waiting = StoryText.objects.filter(state=StoryText.State.WAITING, story__agency_id=by.agency_id or 0)
    return waiting.select_related("story").order_by("sent_at")[:MOST_LISTED]


def published_texts(story: Story) -> "QuerySet[StoryText]":
    """Everything that the public has read, the newest first."""
    return story.texts.filter(state=StoryText.State.PUBLISHED).select_related("story")


def former_pictures(story: Story) -> "QuerySet[StoryPicture]":
    """Pictures that everybody sees and the present text does not show."""
    shown = files_of(story.live.blocks) if story.live else []
    return story.pictures.filter(public=True).exclude(file__in=shown)


def locked_text(text: StoryText, ver: int, states: tuple[str, ...]) -> StoryText:
    """The text as it is stored, held until the deed is done. Raises: ChangedMeanwhile unless it is as the page showed it."""
    rows = StoryText.objects.select_for_update(no_key=True, of=("self",)).select_related("story__agency")
    found = rows.filter(pk=text.pk, ver=ver, state__in=states).first()
    if found is None:
        raise ChangedMeanwhile(_("Bản viết vừa được người khác thay đổi."))
    return found
