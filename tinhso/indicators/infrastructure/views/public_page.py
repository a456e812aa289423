"""Digital infrastructure as everybody sees it: how many, by commune, operator and year; never where a station stands."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.economy.economy import group_versions, year_table
from tinhso.indicators.infrastructure import counts
from tinhso.indicators.infrastructure.forms import PublicFilterForm
from tinhso.indicators.models import CriteriaSet
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import url_of

PAGE = 15  # a row is ten lines on a phone
MOST_NAMED = 12  # of the communes without rows that somebody asked for by name
GROUP, CRITERIA = "Hạ tầng số", "ha_tang_so"


@require_safe
@public_page
def show_infrastructure(request: HttpRequest) -> HttpResponse:
    """Figures with their traces, villages by year, a map by one of the numbers, the table by commune, page by page."""
    today = clock.today()
    heads = counts.heads()
    form = PublicFilterForm(request.GET, maps=list(heads.items()))
    form.is_valid()
    words, number = form.cleaned_data.get("q", ""), form.cleaned_data.get("ban_do") or "station"
    numbers = counts.place_counts(today)
    without = numbers.without_rows(words)
    page = Paginator(numbers.found(words), PAGE).get_page(request.GET.get("trang"))
    more = {name: value for name, value in (("q", words), ("ban_do", request.GET.get("ban_do", ""))) if value}
    context = {
        "years": year_table(today, group_versions(GROUP), _("Hạ tầng số qua các năm")),
        "villages": counts.village_years(today),
        "operators": counts.operator_table(today),
        "form": PublicFilterForm({"q": words, "ban_do": number}, maps=list(heads.items())),
        "errors": form,
        "map": counts.infrastructure_map(number, numbers, today),
        "page": page,
        "table": counts.commune_table(list(page), numbers, counts.csv_address()),
        "without_rows": len(without),
        "named_without_rows": [unit.name for unit, _district in without[:MOST_NAMED]] if words else [],
        "report_url": url_of("send_report"),
        "unplaced": sum(numbers.unplaced.values()),
        "criteria": CriteriaSet.objects.filter(code=CRITERIA).order_by("-version").first(),
        "next_url": page_address(page.next_page_number(), more) if page.has_next() else "",
        "previous_url": page_address(page.previous_page_number(), more) if page.has_previous() else "",
    }
    return render(request, "indicators/infrastructure/public.html", context)


def page_address(number: int, more: dict[str, str]) -> str:
    return f"?{urlencode(more | {'trang': number})}"


@require_safe
@public_page
def download_communes(request: HttpRequest) -> HttpResponse:
    """The whole table by commune."""
    numbers = counts.place_counts(clock.today())
    content = counts.commune_table(numbers.communes, numbers).as_csv()
    return HttpResponse(
        content.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ha-tang-so-theo-xa.csv"'},
    )
