"""The report wizard in the browser: a page that works without a network, and the ground of its map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.citizen.compose_page import categories_by_group, communes_by_parent, questions
from tinhso.citizen.content import MOST_PHOTOS, MOST_TEXT
from tinhso.citizen.map_ground import ground, map_words
from tinhso.citizen.models import ReportCategory
from tinhso.citizen.phones import can_confirm
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import kept_offline


@require_safe
@kept_offline
@public_page
def compose(request: HttpRequest) -> HttpResponse:
    """Write reports on this phone; nothing of what is written is in this page. Two queries of its own."""
    day = clock.now().date()
    found = list(ReportCategory.objects.on(day))
    context = map_words() | {
        "categories": categories_by_group(found),
        "questions": questions(found),
        "communes": communes_by_parent(day),
        "most_photos": MOST_PHOTOS,
        "most_text": MOST_TEXT,
        "plain_url": reverse("send_report"),
        "phone_url": reverse("outbox_phone"),
        "code_url": reverse("outbox_code"),
        "near_url": reverse("nearby_reports"),
        "by_code": can_confirm(),
    }
    return render(request, "citizen/app/compose.html", context)


@require_safe
@public_page
@cache_control(max_age=86400, public=True)
def map_ground(request: HttpRequest) -> JsonResponse:
    """Outlines of communes where they were imported, else their points, as GeoJSON; one query."""
    return JsonResponse(ground(clock.now().date()))
