"""Forms 05 and 06: the control slip of one dossier, and the book of an agency."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import data_note
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.onestop.desk import register_book as book
from tinhso.onestop.desk.control_slip import NotReceivedYet, control_pdf
from tinhso.onestop.dossier.views.download import sent
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.models import Dossier, ProcedureField

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NoSuchBook(ValueError):
    """A month or a year of which no book is kept."""


@require_safe
@officer_required
def download_control(request: HttpRequest, code: str) -> HttpResponse:
    """Form 05 of a received dossier, as its history stands now."""
    dossier, by = desk_dossier(request, code), actor_for(request)
    log_access(by=by, purpose="handling", page="control_slip", case_ids=[dossier.case_id], at=clock.now())
    try:
        pdf = control_pdf(dossier, now=clock.now())
    except NotReceivedYet:
        raise Http404 from None
    return sent(pdf, "application/pdf", f"mau-05-{dossier.case.code}.pdf")


def chosen_book(request: HttpRequest) -> book.Chosen:
    """What the address asks for; this year, the whole of it and every field where it says nothing. NoSuchBook."""
    this = clock.today().year
    year = asked_number(request, "nam", book.FIRST_YEAR, this, this)
    month = asked_number(request, "thang", 0, 12, 0)
    return book.Chosen(request.GET.get("linh-vuc", "")[:60].replace("\x00", ""), year, month)


def asked_number(request: HttpRequest, key: str, least: int, most: int, otherwise: int) -> int:
    """The whole number of that parameter; `otherwise` where it is empty, NoSuchBook outside its range."""
    text = request.GET.get(key, "").strip()
    if not text:
        return otherwise
    if not text.isascii() or not text.isdecimal() or len(text) > 4 or not least <= int(text) <= most:
        raise NoSuchBook
    return int(text)


def refused_book(request: HttpRequest) -> HttpResponse:
    """No other book is shown in its place: whoever prints it would not notice."""
    years = {"first": book.FIRST_YEAR, "last": clock.today().year}
    messages.warning(
        request, _("Không có sổ như vậy. Chọn tháng từ 1 đến 12 và năm từ %(first)s đến %(last)s.") % years
    )
    return redirect("dossier_book")


@require_safe
@officer_required
def show_book(request: HttpRequest) -> HttpResponse:
    """Sổ theo dõi hồ sơ of my desk or agency, fifty lines a page."""
    actor = actor_for(request)
    try:
        chosen = chosen_book(request)
    except NoSuchBook:
        return refused_book(request)
    pages = Paginator(book.book_rows(actor, chosen), book.PAGE)
    page = pages.get_page(request.GET.get("trang", "1")[:6])
    rows = list(page.object_list)
    if rows:
        seen = [d.case_id for d in rows]
        log_access(by=actor, purpose="handling", page="dossier_book", case_ids=seen, at=clock.now())
    words = f"linh-vuc={chosen.field}&nam={chosen.year}&thang={chosen.month}"
    context = {
        "chosen": chosen,
        "keeps": actor.holds(Clerk) or actor.holds(Head),
        "table": table(rows, page.start_index()),
        "total": pages.count,
        "page": page,
        "words": words,
        "next_url": f"?{words}&trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?{words}&trang={page.previous_page_number()}" if page.has_previous() else "",
        "fields": list(ProcedureField.objects.order_by("sort_key")),
        "years": range(clock.today().year, book.FIRST_YEAR - 1, -1),
        "months": range(1, 13),
        "too_many": pages.count > book.MOST_PRINTED,
        "most": book.MOST_PRINTED,
    }
    return render(request, "onestop/desk/book.html", context)


def table(rows: Sequence[Dossier], start: int) -> Table:
    """The same columns as on paper, some of them one under the other so that the page is wide enough."""
    number, code, _name, who, _where, agency, came, due, done, how, _signed = map(Column, book.COLUMNS)
    columns = [number, code, who, agency, came, due, done, how]
    return Table(_("Sổ theo dõi hồ sơ"), columns, [line(d, n) for n, d in enumerate(rows, start)])


def line(dossier: Dossier, number: int) -> list[Cell | str]:
    order, code, name, who, where, agency, came, due, done, how, signed = book.cells(dossier, number)
    url = reverse("desk_dossier", args=[code])
    return [
        order,
        Cell(code, url=url, small=name),
        Cell(who, small=where),
        agency,
        came,
        due,
        done,
        Cell(how, small=signed),
    ]


@require_safe
@officer_required
def download_book(request: HttpRequest, kind: str) -> HttpResponse:
    """The chosen book as PDF, XLSX or CSV; what is more than a file holds is asked to be narrowed, never cut off."""
    if kind not in {"pdf", *FILES}:
        raise Http404
    actor = actor_for(request)
    try:
        chosen = chosen_book(request)
    except NoSuchBook:
        return refused_book(request)
    most = book.MOST_PRINTED if kind == "pdf" else book.MOST_IN_FILE
    rows = list(book.book_rows(actor, chosen)[: most + 1])
    if len(rows) > most:
        messages.warning(request, _("Sổ dài hơn giới hạn của một tệp. Chọn một lĩnh vực hoặc một tháng."))
        return redirect(f"{reverse('dossier_book')}?{request.GET.urlencode()}")
    if rows:
        seen = [d.case_id for d in rows]
        log_access(by=actor, purpose="handling", page="dossier_book", case_ids=seen, at=clock.now())
    name = f"so-theo-doi-{chosen.year}.{kind}"
    if kind == "pdf":
        seat = Agency.objects.select_related("parent", "unit").get(pk=actor.agency_id or 0)
        field = ProcedureField.objects.filter(code=chosen.field).values_list("name", flat=True).first() or ""
        return sent(book.book_pdf(rows, chosen, field, seat, now=clock.now()), "application/pdf", name)
    make, content_type = FILES[kind]
    return sent(make(rows, data_note()), content_type, name)


FILES: dict[str, tuple[Callable[[Sequence[Dossier], str], bytes], str]] = {
    "csv": (book.book_csv, "text/csv; charset=utf-8"),
    "xlsx": (book.book_xlsx, XLSX),
}
