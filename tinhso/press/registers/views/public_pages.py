"""What everybody reads: outlets in the province, and what was licensed to whom until when."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.press.models import FieldLicence, OutletOffice

PAGE = 50


@require_safe
@public_page
def outlet_offices(request: HttpRequest) -> HttpResponse:
    """Of today, without numbers of cards. Two queries."""
    rows = OutletOffice.objects.on(clock.today()).defer("card")
    return render(request, "press/registers/offices.html", paged(request, rows, {}))


@require_safe
@public_page
def field_licences(request: HttpRequest) -> HttpResponse:
    """With what became of each. Three queries."""
    kind = request.GET.get("loai", "")
    kind = kind if kind in FieldLicence.Kind.values else ""
    rows = FieldLicence.objects.prefetch_related("notes")
    rows = rows.filter(kind=kind) if kind else rows
    here = reverse("field_licences")
    tabs = [Tab(_("Tất cả"), here, not kind)]
    tabs += [Tab(label, f"{here}?loai={code}", code == kind) for code, label in FieldLicence.Kind.choices]
    context = paged(request, rows, {"loai": kind} if kind else {}) | {"tabs": tabs}
    context["rows"] = [(one, one.standing(clock.today())) for one in context["page"]]
    return render(request, "press/registers/licences.html", context)


def paged(
    request: HttpRequest,
    rows: "QuerySet[OutletOffice] | QuerySet[FieldLicence]",
    more: dict[str, str],
    key: str = "trang",
) -> dict[str, Any]:
    page = Paginator(rows, PAGE).get_page(request.GET.get(key))
    words = "".join(f"&{name}={value}" for name, value in more.items())
    return {
        "page": page,
        "next_url": f"?{key}={page.next_page_number()}{words}" if page.has_next() else "",
        "previous_url": f"?{key}={page.previous_page_number()}{words}" if page.has_previous() else "",
    }
