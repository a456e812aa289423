"""Clocks that ran anew after the due moment, for whoever supervises: who asked, at which agency, and the way to each case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.case.kind import kind_of
from tinhso.casework.proof.audit import followed_by
from tinhso.casework.radar import late_clocks_page as page
from tinhso.casework.radar.forms import LateClocksFilter
from tinhso.casework.radar.late_clocks import LateDeed, Number, What, late_deeds, numbers
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import SYNTHETIC, instance
from tinhso.kernel.site.public import HANOI
from tinhso.kernel.site.shapes import Cell, Tab

PAGE = 50
YEARS = 3
MOST_SAVED = 5_000


@dataclass(frozen=True)
class Listing:
    """What this reader asked for: the year, the kinds of case that it has and the chosen one's numbers, and the deeds of one agency
    or officer where one is named."""

    by: Actor
    year: int
    kinds: list[str]
    kind: str | None
    found: list[Number]
    agencies: dict[int, Agency]
    names: dict[int, str]
    agency: Agency | None
    officer_id: int | None
    rows: "QuerySet[Any, Any]"

    @property
    def numbers(self) -> list[Number]:
        """Of the agency and officer that are named."""
        return [one for one in self.of_agency if self.officer_id in (None, one.officer_id or 0)]

    @property
    def of_agency(self) -> list[Number]:
        return [one for one in self.found if self.agency is None or one.agency_id == self.agency.pk]

    def url(self, **change: object) -> str:
        """The same list with something else asked for."""
        parts = {"nam": self.year, "loai": self.kind, "co_quan": self.agency and self.agency.code}
        parts |= {"can_bo": self.officer_id}
        return f"?{urlencode({k: v for k, v in (parts | change).items() if v is not None})}"


@require_safe
@role_required(Head, Supervisor, Auditor)
def show_late_clocks(request: HttpRequest) -> HttpResponse:
    """How many by agency and officer, and a page of the deeds. Few queries, however many there are."""
    form = LateClocksFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    listing = _listing(request, wanted)
    total = sum(one.n for one in listing.numbers)
    pages = Paginator(range(total), PAGE).get_page(wanted.get("trang"))
    start = (pages.number - 1) * PAGE
    deeds = _read(listing.rows[start : start + PAGE])
    csv_url = reverse("late_clocks_file") + listing.url()
    context = {
        "listing": listing,
        "total": total,
        "late": sum(one.n for one in listing.numbers if one.what in (What.RESTARTED, What.WAITED)),
        "table": page.deeds_table(deeds, listing.names, listing.by, csv_url),
        "by_agency": _by_agency(listing),
        "by_officer": _by_officer(listing),
        "officer": page.name_of(listing.officer_id, listing.names),
        "every_agency": listing.url(co_quan=None, can_bo=None),
        "every_officer": listing.url(can_bo=None),
        "years": _years(listing),
        "kinds": _kinds(listing),
        "next_url": listing.url(trang=pages.next_page_number()) if pages.has_next() else "",
        "previous_url": listing.url(trang=pages.previous_page_number()) if pages.has_previous() else "",
        "page_text": _("Trang %(n)s trong %(of)s") % {"n": pages.number, "of": pages.paginator.num_pages},
    }
    return render(request, "casework/late_clocks.html", context)


@require_safe
@role_required(Head, Supervisor, Auditor)
def download_late_clocks(request: HttpRequest) -> HttpResponse:
    """The same deeds as CSV, the newest so many; in a demo its first line says that the data are simulated."""
    form = LateClocksFilter(request.GET)
    listing = _listing(request, form.cleaned_data if form.is_valid() else {})
    table = page.deeds_table(_read(listing.rows[:MOST_SAVED]), listing.names, listing.by, "")
    note = f"{SYNTHETIC}\r\n" if instance().demo else ""
    response = HttpResponse(f"\ufeff{note}{table.as_csv()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sau-gio-hen-{listing.year}.csv"'
    return response


def _years(listing: Listing) -> list[Tab]:
    last = clock.today().year
    return [
        Tab(str(year), listing.url(nam=year, co_quan=None, can_bo=None), year == listing.year)
        for year in range(last, last - YEARS, -1)
    ]


def _kinds(listing: Listing) -> list[Tab]:
    """The kinds of case that the year has; none where there is nothing to choose."""
    if len(listing.kinds) < 2 and listing.kind in (None, *listing.kinds):
        return []
    labels = {None: _("Mọi việc")} | {code: str(kind_of(code).label) for code in listing.kinds}
    return [
        Tab(label, listing.url(loai=code, co_quan=None, can_bo=None), code == listing.kind)
        for code, label in labels.items()
    ]


def _listing(request: HttpRequest, wanted: dict[str, Any]) -> Listing:
    """Five queries at most."""
    by, today = actor_for(request), clock.today()
    year = wanted.get("nam") or today.year
    span = (datetime(year, 1, 1, tzinfo=HANOI), datetime(year + 1, 1, 1, tzinfo=HANOI))
    cases = followed_by(by, today)
    found, kind = numbers(cases, *span), wanted.get("loai") or None
    kinds = sorted({one.kind for one in found})
    found = [one for one in found if kind in (None, one.kind)]
    agencies = page.agencies_of(found)
    agency = next((one for one in agencies.values() if one.code == wanted.get("co_quan")), None)
    officer_id = wanted.get("can_bo")
    only = Q(of_kind=kind) if kind else Q()
    if agency:
        only &= Q(of_agency=agency.pk)
    if officer_id is not None:
        only &= Q(of_officer=officer_id) if officer_id else Q(of_officer=None)
    rows = late_deeds(cases, *span, only)
    names = page.officer_names(found)
    return Listing(by, year, kinds, kind, found, agencies, names, agency, officer_id, rows)


def _read(rows: "QuerySet[Any, Any]") -> list[LateDeed]:
    return [
        LateDeed(at, case, agency, officer, What(what), passed)
        for at, case, agency, officer, what, passed in rows
    ]


def _by_agency(listing: Listing) -> Any:
    def cell(pk: int) -> Cell:
        agency = listing.agencies[pk]
        return Cell(agency.name, listing.url(co_quan=agency.code, can_bo=None))

    label = _("Cơ quan")
    return page.counts_table(_("Theo cơ quan"), label, listing.found, lambda one: one.agency_id, cell)


def _by_officer(listing: Listing) -> Any:
    def cell(pk: int) -> Cell:
        return Cell(page.name_of(pk, listing.names), listing.url(can_bo=pk))

    label = _("Cán bộ")
    return page.counts_table(
        _("Theo cán bộ"), label, listing.of_agency, lambda one: one.officer_id or 0, cell
    )
