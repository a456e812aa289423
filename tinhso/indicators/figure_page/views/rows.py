"""The rows behind a figure, for whoever may see them."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.figure_page import queries
from tinhso.indicators.figure_page.views.figures import form_for, version_at
from tinhso.indicators.figures.changed_rows import differences_for
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.periods import is_guarded
from tinhso.indicators.rights.permissions import sees_small_counts
from tinhso.indicators.sources.sources import NoSuchSource, source_of
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period

A_PAGE = 50


@require_safe
@public_page
def show_rows(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """A page of the rows of one measure of the figure: only those that this reader may see, the others counted."""
    version, form = version_at(request, address), form_for(request)
    refs = version.definition.refs
    if not form.is_valid() or not 1 <= number <= len(refs):
        raise Http404
    scope = queries.scope_of(form.cleaned_data["co_quan"], clock.now().date())
    period = form.cleaned_data["ky"].up_to(clock.now().date())
    context = rows_context(request, version, number, period, scope) | {"version": version}
    context["differing"] = differences_for([version], actor_for(request))
    return render(request, "indicators/figure_page/rows.html", context)


def rows_context(
    request: HttpRequest, version: IndicatorVersion, number: int, period: Period, scope: Scope
) -> dict[str, Any]:
    """A page of the rows behind its measure or element of that number. Http404 where nobody declares it.

    How many others there are is not told to who may not see small counts: of any day and agency it would be one."""
    ref = version.definition.refs[number - 1]
    try:
        source = source_of(ref.code)
    except NoSuchSource as error:
        raise Http404 from error
    by = actor_for(request)
    seen, every = source.rows(ref, period, scope, by)
    page = Paginator(seen, A_PAGE).get_page(request.GET.get("trang"))
    return {
        "measure": source,
        "ref": ref,
        "period": period,
        **_pages(request, page),
        "rows": source.listed(seen[A_PAGE * (page.number - 1) : A_PAGE * page.number], by),
        "hidden": every - page.paginator.count,
        "exact": sees_small_counts(by) or not is_guarded(version),
        "asked": request.GET.urlencode(),
    }


def _pages(request: HttpRequest, page: Page) -> dict[str, str]:
    def url(number: int) -> str:
        asked = request.GET.copy()
        asked["trang"] = str(number)
        return f"?{asked.urlencode()}"

    return {
        "next_url": url(page.next_page_number()) if page.has_next() else "",
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "page_text": _("Trang %(n)s trong %(of)s") % {"n": page.number, "of": page.paginator.num_pages},
    }
