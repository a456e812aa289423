"""Communes, each on a page of its own: its work, figures, what was reported there, network, criteria."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.communes import page as parts
from tinhso.indicators.infrastructure.counts import place_counts
from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Fact

PAGE = 60
LONGEST = 80


@require_safe
@public_page
def show_communes(request: HttpRequest) -> HttpResponse:
    """All communes of the day, or those whose name or district has the words of `?q=`."""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    listed = Paginator(place_counts(clock.today()).found(words), PAGE)
    page = listed.get_page(request.GET.get("trang"))

    def address(number: int) -> str:
        return f"?{urlencode({'q': words, 'trang': str(number)})}"

    context = {
        "page": page,
        "words": words,
        "count": listed.count,
        "next_url": address(page.next_page_number()) if page.has_next() else "",
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
    }
    return render(request, "indicators/communes/communes.html", context)


@require_safe
@public_page
def show_commune(request: HttpRequest, code: str) -> HttpResponse:
    """One commune of today; a former one leads to the one that it became."""
    day = clock.today()
    unit = AdminUnit.objects.on(day).communes().select_related("parent").filter(code=code).first()
    if unit is None:
        return to_successor(request, code, day)
    committee, district = parts.committee_of(unit, day), unit.district_on(day)
    facts = [Fact(_("Mã đơn vị hành chính"), unit.code)]
    if district is not None:
        facts.append(Fact(_("Huyện"), district.name))
    context = {
        "unit": unit,
        "committee": committee,
        "facts": facts,
        "begun": parts.begun_words(unit, day),
        "work": parts.work_table(unit, committee, day),
        "reported": parts.reported_table(unit, day),
        "network": parts.network_facts(unit, day),
        "criteria": parts.criteria_facts(committee, day),
        "models": parts.models_in(unit),
        "others": parts.facts_of_systems(unit, day),
    }
    return render(request, "indicators/communes/commune.html", context)


def to_successor(request: HttpRequest, code: str, day: date, figure: str = "") -> HttpResponse:
    """The commune's page, or that of one of its figures (by its address). Http404 where the data do not name one commune of the day
    that the former one went to."""
    former = (
        AdminUnit.objects.communes().filter(code=code, valid__endswith__lte=day).order_by("-valid").first()
    )
    unit = parts.successor_on(former, day) if former else None
    if former is None or unit is None:
        raise Http404
    words = _("%(former)s không còn; đây là trang của %(now)s.")
    if figure:
        words = _("%(former)s không còn; đây là số liệu của %(now)s.")
    messages.info(request, words % {"former": former.name, "now": unit.name})
    return redirect("commune_figure", unit.code, figure) if figure else redirect("commune", unit.code)
