"""Where data stories are written: every button sends the whole form; what was typed comes back with every refusal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.files.public import MEGABYTE, PHOTOS, UploadRules, files_sent
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.kernel.site.public import attempt, form_page
from tinhso.lib.forms.block_editor import Block, blocks_moved, blocks_sent
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.stories.actions.attach_picture import attach_picture
from tinhso.opendata.stories.actions.save_story import save_story
from tinhso.opendata.stories.blocks import KINDS, LIMITS, MOST_BLOCKS, BlocksRefused
from tinhso.opendata.stories.forms import HeadForm, PictureForm, block_forms
from tinhso.opendata.stories.queries import open_text, story_of_agency

WAYS = ["GET", "HEAD", "POST"]
PICTURES = UploadRules(PHOTOS.allow, 20 * MEGABYTE, max_files=1, clean_pictures=True, most_side=2400)


@require_http_methods(WAYS)
@officer_required
def edit_story(request: HttpRequest, slug: str) -> HttpResponse:
    """`deed` says which button was pressed; without one (Enter in a field) the text is saved."""
    story = story_of_agency(slug, actor_for(request))
    text = open_text(story)
    if text is None or (request.method != "POST" and text.state not in StoryText.EDITABLE):
        return redirect("story_desk", slug)
    if request.method == "POST":
        return _sent(request, story, text)
    head = HeadForm(initial={"title": text.title, "lead": text.lead})
    return _page(request, story, text, head, text.blocks, text.ver)


def _sent(request: HttpRequest, story: Story, text: StoryText) -> HttpResponse:
    blocks, deed = blocks_sent(request.POST, LIMITS, MOST_BLOCKS + 10), request.POST.get("deed", "save")
    head, ver = HeadForm(request.POST), sent_version(request)
    if deed not in ("save", "pictures"):
        blocks, place = blocks_moved(blocks, deed, LIMITS, MOST_BLOCKS)
        unbound = HeadForm(initial={name: request.POST.get(name, "") for name in ("title", "lead")})
        return _page(request, story, text, unbound, blocks, ver, place=place)
    if not head.is_valid():
        return _page(request, story, text, head, blocks, ver, status=422)
    try:
        save_story(
            text=text, ver=ver, blocks=blocks, by=actor_for(request), now=clock.now(), **head.cleaned_data
        )
    except BlocksRefused as refused:
        problems = {refused.position: [str(refused)]}
        return _page(request, story, text, head, blocks, ver, problems=problems, status=422)
    except ChangedMeanwhile:
        words = _(
            "Bản viết đã được người khác lưu hoặc gửi trong lúc ông/bà viết. Lời ông/bà viết còn nguyên dưới đây; lưu lần nữa sẽ thay bản của người đó."
        )
        return _page(request, story, text, head, blocks, text.ver, problems={0: [words]}, status=409)
    messages.success(request, _("Đã lưu."))
    return redirect("add_story_picture" if deed == "pictures" else "story_desk", story.slug)


def _page(
    request: HttpRequest,
    story: Story,
    text: StoryText,
    head: HeadForm,
    blocks: list[Block],
    ver: int,
    *,
    problems: Mapping[int, Sequence[str]] = {},
    place: int = 0,
    status: int = 200,
) -> HttpResponse:
    """`place` is the block that a button moved or added: the page says which, and leads there."""
    context: dict[str, Any] = {
        "story": story,
        "text": text,
        "head": head,
        "ver": ver,
        "blocks": block_forms(story, blocks, problems),
        "kinds": KINDS.items(),
        "place": place,
        "unsaved": bool(place) or status != 200,
        "problems": [one for words in problems.values() for one in words],
    }
    return render(request, "opendata/stories/story_editor.html", context, status=status)


@require_http_methods(WAYS)
@officer_required
def add_story_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture, written anew without place and device, to be chosen by blocks."""
    by, now = actor_for(request), clock.now()
    story = story_of_agency(slug, by)
    sent = request.method == "POST"
    form = PictureForm(*((request.POST, request.FILES) if sent else ()))
    if sent:
        stored = files_sent(form, "file", request.FILES, by=by, now=now, rules=PICTURES)

        def deed(given: dict[str, Any]) -> object:
            return attach_picture(story=story, file=stored[-1], name=given["name"], by=by, now=now)

        if attempt(form, deed):
            messages.success(request, _("Đã thêm ảnh; chọn trong khối Ảnh."))
            return redirect("edit_story", slug)
    back = (reverse("edit_story", args=[slug]), _("Viết câu chuyện"))
    return form_page(request, form, title=_("Thêm ảnh"), back=back, go=_("Tải lên"))
