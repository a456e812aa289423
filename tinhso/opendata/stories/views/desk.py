"""The desk of an agency's data stories: the list, one story with its texts, and the deeds on them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import Actor, Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.kernel.site.public import EntryRefused, attempt, form_page
from tinhso.opendata.dataset.permissions import can_answer, can_write
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.stories.actions.correct_story import correct_story
from tinhso.opendata.stories.actions.decide_story import publish_story, return_story
from tinhso.opendata.stories.actions.hide_picture import hide_picture
from tinhso.opendata.stories.actions.send_story import drop_story_text, recall_story, send_story
from tinhso.opendata.stories.actions.start_story import start_story
from tinhso.opendata.stories.actions.withdraw_story import withdraw_story
from tinhso.opendata.stories.forms import DecisionForm, NewStoryForm, ReasonForm
from tinhso.opendata.stories.page_blocks import page_blocks
from tinhso.opendata.stories.problems import StoryUnready, typed_numbers
from tinhso.opendata.stories.queries import (
    former_pictures,
    open_text,
    stories_of_agency,
    story_of_agency,
    waiting_stories,
)
from tinhso.opendata.stories.sources import listed, sources_of

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@officer_required
def agency_stories(request: HttpRequest) -> HttpResponse:
    """The stories of one's agency; what waits for the data officer stands first."""
    by = actor_for(request)
    agency_id = by.agency_id or 0
    context = {
        "stories": [(one, one.texts.all()[0]) for one in stories_of_agency(by)],
        "may_write": can_write(agency_id, by),
        "waiting": waiting_stories(by) if can_answer(agency_id, by) else [],
    }
    return render(request, "opendata/stories/agency_stories.html", context)


@require_http_methods(WAYS)
@officer_required
def new_story(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    form = NewStoryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        story := attempt(form, lambda given: start_story(agency=agency, by=by, now=now, **given))
    ):
        return redirect("edit_story", story.slug)
    back = (reverse("agency_stories"), _("Câu chuyện dữ liệu"))
    return form_page(request, form, title=_("Viết câu chuyện dữ liệu"), back=back, go=_("Bắt đầu viết"))


@require_safe
@officer_required
def story_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest text as readers will see it, what is wrong with it, and what may be done."""
    return desk_page(request, story_of_agency(slug, actor_for(request)))


def desk_page(
    request: HttpRequest,
    story: Story,
    *,
    problems: dict[int, list[str]] | None = None,
    form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """`problems` are sentences by block; `form` holds what the reviewer typed."""
    by = actor_for(request)
    text = open_text(story) or story.live or story.texts.first()
    assert text is not None
    sources = sources_of(text)
    answers = can_answer(story.agency_id, by)
    is_writer = text.writers.filter(pk=by.user_id or 0).exists()
    numbers = typed_numbers(text.blocks)
    context = {
        "story": story,
        "text": text,
        "is_public": story.live_id and not story.withdrawn_at,
        "texts": story.texts.select_related("decided_by")[:50],
        "writers": text.writers.all(),
        "blocks": page_blocks(text, sources),
        "sources": listed(sources),
        "former_pictures": former_pictures(story),
        "typed_numbers": [(position, ", ".join(found[:20])) for position, found in numbers.items()],
        "problems": [(position, one) for position, words in (problems or {}).items() for one in words],
        "form": form or DecisionForm(),
        "editable": text.state in StoryText.EDITABLE,
        "decides": answers and not is_writer and text.state == StoryText.State.WAITING,
        "answers": answers,
        "is_writer": is_writer,
        "desk": True,
    }
    return render(request, "opendata/stories/story_desk.html", context, status=status)


DEEDS: dict[str, Callable[..., None]] = {
    "gui": send_story,
    "rut-lai": recall_story,
    "bo": drop_story_text,
    "duyet": publish_story,
    "tra-lai": return_story,
}


@require_POST
@officer_required
def move_story(request: HttpRequest, slug: str, number: int, deed: str) -> HttpResponse:
    """Send, take back, give up, publish or return a text; a refusal shows what was typed with the reason."""
    by, now = actor_for(request), clock.now()
    story = story_of_agency(slug, by)
    if deed not in DEEDS:
        raise Http404
    text = get_object_or_404(story.texts.select_related("story"), number=number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return desk_page(request, story, form=form, status=422)
    more = {"remark": form.cleaned_data["remark"]} if deed == "tra-lai" else {}
    try:
        DEEDS[deed](text=text, ver=sent_version(request), by=by, now=now, **more)
    except StoryUnready as error:
        return desk_page(request, story, problems=dict(error.problems), form=form, status=422)
    except EntryRefused as error:
        form.add_error("remark", str(error))
        return desk_page(request, story, form=form, status=422)
    except ChangedMeanwhile as error:
        return desk_page(request, story, problems={0: [str(error)]}, form=form, status=409)
    messages.success(request, _("Đã ghi."))
    return redirect("story_desk", story.slug)


@require_http_methods(WAYS)
@officer_required
def begin_correction(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is corrected, then write."""
    return _reasoned(request, slug, correct_story, _("Đính chính, viết lại"), _("Viết bản mới"), "edit_story")


@require_http_methods(WAYS)
@officer_required
def end_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the story from the public."""
    return _reasoned(request, slug, withdraw_story, _("Gỡ câu chuyện"), _("Gỡ"), "story_desk")


def _reasoned(
    request: HttpRequest, slug: str, deed: Callable[..., Any], title: str, go: str, after: str
) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    story = story_of_agency(slug, by)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: deed(story=story, reason=given["reason"], by=by, now=now)
    ):
        messages.success(request, _("Đã ghi."))
        return redirect(after, slug)
    back = (reverse("story_desk", args=[slug]), story.live.title if story.live else slug)
    return form_page(request, form, title=title, back=back, go=go)


@require_safe
@officer_required
def story_picture(request: HttpRequest, slug: str, picture_id: int) -> HttpResponseBase:
    """A picture of the story for those who write and review it."""
    by: Actor = actor_for(request)
    story = story_of_agency(slug, by)
    found = get_object_or_404(story.pictures.select_related("file"), pk=picture_id)
    return serve(request, found.file, by=by, cases=None, inline=True)


@require_POST
@officer_required
def end_story_picture(request: HttpRequest, slug: str, picture_id: int) -> HttpResponse:
    """Take a picture that only earlier texts show from the public."""
    by = actor_for(request)
    story = story_of_agency(slug, by)
    found = get_object_or_404(story.pictures.select_related("story"), pk=picture_id)
    try:
        hide_picture(picture=found, by=by, now=clock.now())
    except EntryRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã gỡ ảnh."))
    return redirect("story_desk", slug)
