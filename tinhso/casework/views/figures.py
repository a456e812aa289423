from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.casework.figures import figure_of, tiles, trace
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock


@require_safe
@public_page
def show_figures(request: HttpRequest) -> HttpResponse:
    """All figures of this site, each with the way to its source."""
    return render(request, "casework/figures.html", {"figures": tiles(), "now": clock.now()})


@require_safe
@public_page
def show_figure(request: HttpRequest, code: str) -> HttpResponse:
    """Definition, formula and parts of one figure; the public sees no small counts, officers see all of them."""
    figure = figure_of(code)
    if figure is None:
        raise Http404
    now, exact = clock.now(), actor_for(request).is_officer
    reading = figure.read(now)
    context = {"figure": figure, "reading": reading, "table": trace(figure, reading, exact=exact)}
    return render(request, "casework/figure.html", context | {"exact": exact, "now": now})
