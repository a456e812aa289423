"""Copies of documents: the register, ordering one, the page of one, its file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.copies import copy_page
from tinhso.documents.copies.actions.drop_copy import drop_copy
from tinhso.documents.copies.actions.order_copy import order_copy
from tinhso.documents.copies.forms import CopyForm, CopyRegisterForm
from tinhso.documents.copies.permissions import can_drop_copy, can_seal_copy, can_sign_copy
from tinhso.documents.incoming.views.finding import document_of as arriving_of
from tinhso.documents.models import ArrivingFile, DocumentCopy, OutgoingDocument
from tinhso.documents.outgoing.reading_copy import copy_for
from tinhso.documents.outgoing.views.finding import document_of as outgoing_of
from tinhso.documents.outgoing.views.finding import marked_answer
from tinhso.documents.pages.listing import page_of, rows_to_save
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.saved_table import saved_table
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.papers.public import local_signing
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"


def copy_of(request: HttpRequest, pk: int) -> DocumentCopy:
    """404 unless this officer sees it."""
    rows = DocumentCopy.objects.visible_to(actor_for(request), on=clock.today()).whole()
    return get_object_or_404(rows, pk=pk)


@require_safe
@officer_required
def show_copies(request: HttpRequest) -> HttpResponse:
    """The agency's register of copies, the newest first; saved as CSV and printed."""
    by = actor_for(request)
    form = CopyRegisterForm(request.GET or None, initial={"nam": clock.today().year})
    form.is_valid()
    found = getattr(form, "cleaned_data", {})
    year = found.get("nam") or clock.today().year
    rows = DocumentCopy.objects.visible_to(by, on=clock.today()).whole().filter(at__year=year)
    if state := found.get("tinh_trang"):
        rows = rows.filter(state=state)
    if (saved := rows_to_save(request, rows)) is not None:
        return saved_table(
            copy_page.copies_table(saved),
            request.GET["tep"],
            by,
            name=f"so-ban-sao-{year}",
            title=_("Sổ đăng ký bản sao"),
            subject=_("Năm %(year)s") % {"year": year},
            widths=copy_page.WIDTHS,
        )
    page = page_of(request, rows)
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": copy_page.copies_table(page.rows),
        "year": year,
        "query": page.query,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/copies/copies.html", context)


@require_http_methods(WAYS)
@officer_required
def copy_outgoing(request: HttpRequest, code: str) -> HttpResponse:
    """A copy of an issued document."""
    document = outgoing_of(request, code)
    if document.issued_at is None:
        raise Http404
    return _ordered(request, document, reverse("outgoing_document", args=[code]), code)


@require_http_methods(WAYS)
@officer_required
def copy_arriving(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A copy of a file that came with a document."""
    document = arriving_of(request, code)
    file = get_object_or_404(document.files.select_related("file", "document__case"), pk=pk)
    return _ordered(request, file, reverse("arriving_document", args=[code]), code)


def _ordered(
    request: HttpRequest, source: OutgoingDocument | ArrivingFile, back_url: str, code: str
) -> HttpResponse:
    form = CopyForm(request.POST or None, came=isinstance(source, ArrivingFile))
    if request.method == "POST":
        made = attempt(form, lambda given: _order(form, source, given, actor_for(request)))
        if made:
            messages.success(request, _("Đã lập bản sao, chờ lãnh đạo ký."))
            return redirect("document_copy", made.pk)
    return form_page(request, form, title=_("Lập bản sao"), back=(back_url, code), go=_("Lập bản sao"))


def _order(
    form: CopyForm, source: OutgoingDocument | ArrivingFile, given: dict[str, Any], by: Actor
) -> DocumentCopy:
    return order_copy(
        source=source, details=form.details(), client_key=given["client_key"], by=by, now=clock.now()
    )


@require_safe
@officer_required
def show_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What is copied, for whom; the place to sign, or to number and seal, for whose turn it is."""
    copy, by = copy_of(request, pk), actor_for(request)
    deed = "sign" if can_sign_copy(copy, by) else "seal" if can_seal_copy(copy, by) else ""
    context = {
        "copy": copy,
        "facts": copy_page.facts_of(copy),
        "state": DocumentCopy.State(copy.state).label,
        "tone": copy_page.TONES[copy.state],
        "deed": deed,
        "drops": can_drop_copy(copy, by),
    } | local_signing()
    return render(request, "documents/copies/copy.html", context)


@require_POST
@officer_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    copy = copy_of(request, pk)
    try:
        drop_copy(copy=copy, by=actor_for(request), now=clock.now())
    except DocumentsForbidden as error:
        messages.warning(request, str(error))
        return redirect("document_copy", pk)
    messages.success(request, _("Đã bỏ bản sao."))
    return redirect("document_copies")


@require_safe
@officer_required
def show_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The copy as it is now; 404 before it was signed."""
    copy, by = copy_of(request, pk), actor_for(request)
    if copy.paper is None or copy.state in (DocumentCopy.State.ORDERED, DocumentCopy.State.DROPPED):
        raise Http404
    log_access(by=by, purpose=READING, page="document_copy", case_ids=[copy.case_id], at=clock.now())
    if (marked := copy_for(copy.paper.file, copy.outgoing, by=by, now=clock.now())) is not None:
        return marked_answer(marked, f"ban-sao-{pk}")
    return serve(request, copy.paper.file, by=by, cases=[copy.case_id], purpose=READING)
