"""Writing reports in the browser: two pages that work without a network, and the ground of their map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.citizen.intake.compose_page import (
    categories_by_group,
    communes_by_parent,
    first_of_groups,
    questions,
)
from tinhso.citizen.models import ReportCategory
from tinhso.citizen.phone_app.shell import COMPOSER
from tinhso.citizen.reports.content import MOST_ADDRESS, MOST_PHOTOS, MOST_TEXT
from tinhso.citizen.reports.map_ground import ground, map_words, picker_words
from tinhso.citizen.sender.phones import sends_codes
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import available_offline


@require_safe
@available_offline
@public_page
def compose(request: HttpRequest) -> HttpResponse:
    """Write reports on this phone; nothing of what is written is in this page. Two queries of its own."""
    day = clock.now().date()
    found = list(ReportCategory.objects.on(day))
    context = (
        map_words()
        | picker_words(day)
        | {
            "categories": categories_by_group(found),
            "questions": questions(found),
            "often": first_of_groups(found),
            "communes": communes_by_parent(day),
            "most_photos": MOST_PHOTOS,
            "most_text": MOST_TEXT,
            "most_address": MOST_ADDRESS,
            "answer_days": rule_or("citizen.answer_days", 0, on=day),
            "scripts": [static(f"citizen/{name}.js") for name in COMPOSER],
            "phone_url": reverse("outbox_phone"),
            "code_url": reverse("outbox_code"),
            "by_code": sends_codes(),
        }
    )
    return render(request, "citizen/app/compose.html", context)


@require_safe
@available_offline
@public_page
def outbox(request: HttpRequest) -> HttpResponse:
    """The reports on this phone, drawn by the phone: what was just sent, what waits and why. One query of its own."""
    days = rule_or("citizen.answer_days", 0, on=clock.today())
    return render(request, "citizen/app/outbox.html", {"answer_days": days})


@require_safe
@public_page
@cache_control(max_age=86400, public=True)
def map_ground(request: HttpRequest) -> JsonResponse:
    """Outlines of communes where they were imported, else their points, as GeoJSON; one query."""
    return JsonResponse(ground(clock.now().date()))
