"""Data stories as everybody reads them: the list, one story, the feed."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import Agency, public_page
from tinhso.kernel.site.public import any_origin
from tinhso.opendata.catalogue.feeds import KINDS
from tinhso.opendata.catalogue.views.feeds import TYPES
from tinhso.opendata.dataset_page.views.dataset import as_script
from tinhso.opendata.models import Dataset, Story, StoryText
from tinhso.opendata.stories.citing import article_of, bibtex_of, citation_of
from tinhso.opendata.stories.feeds import stories_feed
from tinhso.opendata.stories.page_blocks import page_blocks
from tinhso.opendata.stories.queries import published_texts
from tinhso.opendata.stories.sources import listed, sources_of

PAGE = 20


@require_safe
@public_page
def data_stories(request: HttpRequest) -> HttpResponse:
    """Every public story, the newest first; of one agency (`co-quan`), or those that show one dataset (`bo-du-lieu`)."""
    code, slug = (request.GET.get(name, "").replace("\0", "")[:80] for name in ("co-quan", "bo-du-lieu"))
    dataset = Dataset.objects.public().filter(slug=slug).first() if slug else None
    found = Story.objects.public().select_related("agency", "live").order_by("-live__decided_at", "-pk")
    if code:
        found = found.filter(agency__code=code)
    if slug:
        found = found.showing(dataset) if dataset else found.none()
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    chosen = {"co-quan": code, "bo-du-lieu": slug}
    filters = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "agency": Agency.objects.filter(code=code).order_by("-pk").first() if code else None,
        "dataset": dataset,
        "is_filtered": bool(code or slug),
        "next_url": f"?trang={page.number + 1}&{filters}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}&{filters}" if page.has_previous() else "",
    }
    return render(request, "opendata/stories/stories.html", context)


@require_safe
@public_page
def data_story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story; `ban` asks for a text that was published before. A withdrawn one says when and why (410)."""
    story = get_object_or_404(Story.objects.select_related("agency", "live"), slug=slug, live__isnull=False)
    if story.withdrawn_at:
        return render(request, "opendata/stories/withdrawn.html", {"story": story}, status=410)
    history = list(published_texts(story))
    text = _text_of(request.GET.get("ban", ""), story, history)
    sources = sources_of(text)
    all_sources = listed(sources)
    base = request.build_absolute_uri("/").rstrip("/")
    context = {
        "story": story,
        "text": text,
        "history": history,
        "corrections": [one for one in history if one.reason],
        "is_old": text.pk != story.live_id,
        "blocks": page_blocks(text, sources),
        "sources": all_sources,
        "is_synthetic": any(one.dataset.synthetic for one in all_sources),
        "canonical": f"{base}{request.path}",
        "citation": citation_of(story, text, base),
        "bibtex": bibtex_of(story, text, base),
        "json_ld": as_script(article_of(story, text, history, all_sources, base)),
    }
    return render(request, "opendata/stories/story.html", context)


def _text_of(number: str, story: Story, history: list[StoryText]) -> StoryText:
    """The published text of that number, the present one for none. Http404."""
    wanted = number or str(story.live.number if story.live else "")
    for one in history:
        if str(one.number) == wanted:
            return one
    raise Http404


@any_origin("GET", "HEAD")
@require_safe
@public_page
def data_stories_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """What was published last, as rss or atom."""
    if kind not in KINDS:
        raise Http404
    content = stories_feed(kind, request.build_absolute_uri)
    return HttpResponse(content, content_type=f"{TYPES[kind]}; charset=utf-8")
