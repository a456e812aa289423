"""Pages that lead through several procedures: by what stands already, with whom to ask."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.indicators.public import SupportProgramme
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.onestop.guides.lines import guides_on
from tinhso.onestop.guides.page import guide_page

SMALL_FIRM, MOST_PROGRAMMES = "doanh-nghiep-nho", 20


@require_safe
@public_page
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "onestop/guides/guides.html", {"guides": guides_on(clock.today())})


@require_safe
@never_cache
@public_page
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """One guide; signed in, each step says where one's own dossier stands."""
    return guide_shown(request, code)


@require_safe
@never_cache
@public_page
def small_firm(request: HttpRequest) -> HttpResponse:
    """The guide of small firms with the programmes that support them and their own score."""
    return guide_shown(request, SMALL_FIRM)


def guide_shown(request: HttpRequest, code: str) -> HttpResponse:
    today = clock.today()
    line = next((one for one in guides_on(today) if one.code == code), None)
    if line is None:
        raise Http404
    context = {"page": guide_page(line, actor_for(request), today), "firm": code == SMALL_FIRM}
    if context["firm"]:
        programmes = SupportProgramme.objects.filter(valid__contains=today).select_related("agency")
        context["programmes"] = programmes[:MOST_PROGRAMMES]
    return render(request, "onestop/guides/guide.html", context)
