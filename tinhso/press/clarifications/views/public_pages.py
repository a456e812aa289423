"""What everybody reads: what goes round and is untrue, and what is true."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import any_origin, data_note, instance
from tinhso.press.clarifications.feed import KINDS, TYPES, clarification_feed
from tinhso.press.models import Clarification

PAGE = 30


@require_safe
@public_page
def clarifications(request: HttpRequest) -> HttpResponse:
    """The newest first, also what was taken back. Three queries."""
    rows = Clarification.objects.public().select_related("agency")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/clarifications/clarifications.html", context)


@require_safe
@public_page
def clarification(request: HttpRequest, code: str) -> HttpResponse:
    rows = Clarification.objects.public().select_related("agency")
    row = get_object_or_404(rows, code=code)
    return render(request, "press/clarifications/clarification.html", {"one": row})


@any_origin("GET", "HEAD")
@require_safe
@public_page
def clarification_feed_page(request: HttpRequest, kind: str) -> HttpResponse:
    """As rss or atom. One query."""
    if kind not in KINDS:
        raise Http404
    title, note = f"{_('Thông tin đính chính')} - {instance().name}", data_note()
    content = clarification_feed(
        kind, request.build_absolute_uri, title=f"{note}: {title}" if note else title, note=note
    )
    return HttpResponse(content, content_type=f"{TYPES[kind]}; charset=utf-8")
