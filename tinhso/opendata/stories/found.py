"""How stories are found: by the search of the portal, by search engines, and which of their pictures everybody may see."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tinhso.kernel.search.public import Entry, forget, index
from tinhso.opendata.models import Story, StoryPicture, StoryText
from tinhso.opendata.stories.blocks import plain_text

KIND = "data_story"
MOST_SEARCHED = 4900


def index_story(story: Story, text: StoryText) -> None:
    """Let the search find it by the words of this text."""
    url = reverse("data_story", args=[story.slug])
    words = plain_text(text.blocks)[:MOST_SEARCHED]
    index([Entry(kind=KIND, ref=story.slug, title=text.title, url=url, text=text.lead, details=words)])


def forget_story(story: Story) -> None:
    """Out of the search at once."""
    forget(KIND, [story.slug])


def story_paths(most: int) -> Sequence[str]:
    """The pages for search engines (the slot `PublicPages`)."""
    found = Story.objects.public().order_by("-live__decided_at", "-pk").values_list("slug", flat=True)[:most]
    return [reverse("data_stories"), *(reverse("data_story", args=[slug]) for slug in found)]


def public_story_pictures() -> "QuerySet[Any, Any]":
    """Ids of the files of pictures that published texts show (the slot `PublicPictures`)."""
    return StoryPicture.objects.filter(public=True, story__in=Story.objects.public().values("pk")).values(
        "file"
    )
