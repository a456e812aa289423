"""Texts over the table of the town, by their blocks."""

from typing import Any
from uuid import uuid4

from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.stories.actions.decide_story import publish_story
from tinhso.opendata.stories.actions.save_story import save_story
from tinhso.opendata.stories.actions.send_story import send_story
from tinhso.opendata.stories.actions.start_story import start_story

LEAD = "Tỉnh chia thành nhiều đơn vị, và bảng này cho biết diện tích của từng nơi."
WORDS = "Bảng có {so-dong} dòng. Diện tích nhỏ nhất và lớn nhất gần nhau, vì các xã được chia khá đều nhau."


def block(kind: str, **fields: str) -> dict[str, str]:
    empty = {"figure": {"measure": "dem", "place": ""}}.get(kind, {})
    return {"type": kind, **empty, **fields}


def blocks_of(slug: str, *more: dict[str, str]) -> list[dict[str, str]]:
    """Words, a figure that they name, a chart and a table of one dataset."""
    page = f"/du-lieu/{slug}/"
    return [
        block("text", text=WORDS),
        block("figure", address=page, label="Số đơn vị", mark="so-dong"),
        block("chart", address=f"{page}bieu-do/?loai=thanh&nhom=cap", caption="Số đơn vị theo cấp"),
        block("table", address=f"{page}?xep=ma", caption="Vài đơn vị", columns="Tên xã; Diện tích", rows="2"),
        *more,
    ]


def written(agency: Any, by: Any, blocks: list[dict[str, str]], title: str = "Đơn vị của tỉnh") -> StoryText:
    """A first text with these blocks."""
    story = start_story(agency=agency, title=title, client_key=uuid4(), by=by, now=NOW)
    text = story.texts.get()
    save_story(text=text, ver=text.ver, title=title, lead=LEAD, blocks=blocks, by=by, now=NOW)
    return fresh(text)


def fresh(text: StoryText) -> StoryText:
    return StoryText.objects.select_related("story__agency").get(pk=text.pk)


def sent(text: StoryText, by: Any) -> StoryText:
    send_story(text=text, ver=text.ver, by=by, now=NOW)
    return fresh(text)


def published(text: StoryText, writer: Any, reviewer: Any) -> Story:
    waiting = sent(text, writer)
    publish_story(text=waiting, ver=waiting.ver, by=reviewer, now=NOW)
    return Story.objects.select_related("agency", "live").get(pk=text.story_id)
