"""Scans of the agency: handed in, opened, each document in one entered into the register."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.incoming.forms import RegisterEntryForm
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.incoming.views.documents import register_made
from tinhso.documents.incoming.views.finding import leaders_of
from tinhso.documents.models import ArrivingDocument, Scan, ScanPart
from tinhso.documents.pages.listing import page_of
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.scanning import scan_page
from tinhso.documents.scanning.actions.enter_part import enter_part
from tinhso.documents.scanning.actions.receive_scan import receive_scan
from tinhso.documents.scanning.forms import ScanForm
from tinhso.documents.scanning.separator_page import separator_pdf
from tinhso.kernel.files.public import MEGABYTE, FileRefused, Kind, UploadRules, serve, store_upload
from tinhso.kernel.people.public import Actor, Agency, actor_for, role_required
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"
RULES = UploadRules(frozenset({Kind.PDF, Kind.TIFF, Kind.JPG, Kind.PNG}), 50 * MEGABYTE)


@require_http_methods(WAYS)
@role_required(Clerk)
def show_scans(request: HttpRequest) -> HttpResponse:
    """The batches of the agency, newest first, and the form that hands one in."""
    by = actor_for(request)
    check_can_receive(by.agency_id or 0, by)
    sent = request.method == "POST"
    form = ScanForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and (made := attempt(form, lambda given: _received(given["scan"], by))):
        messages.success(request, _("Đã nhận bản quét, đang tách và nhận dạng chữ."))
        return redirect("scan", made.pk)
    rows = Scan.objects.visible_to(by).select_related("file", "by").order_by("-pk")
    page = page_of(request, rows.annotate(parts_inside=Count("parts"), registered=Count("parts__document")))
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": scan_page.scans_table(page.rows),
        "missing": scan_page.missing_here(),
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/scanning/scans.html", context, status=422 if form.errors else 200)


def _received(upload: Any, by: Actor) -> Scan:
    now = clock.now()
    try:
        stored = store_upload(upload, by=by, now=now, rules=RULES)
    except FileRefused as refused:
        raise EntryRefused("scan", str(refused)) from refused
    return receive_scan(agency=Agency.objects.get(pk=by.agency_id or 0), file=stored, by=by, now=now)


@require_safe
@role_required(Clerk)
def show_separator(request: HttpRequest) -> HttpResponse:
    """The separator page, to be printed."""
    answer = HttpResponse(separator_pdf(now=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="trang-ngan.pdf"'
    return answer


@require_safe
@role_required(Clerk)
def show_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: where it stands, and its documents with the text that was read off them."""
    scan, by = scan_of(request, pk), actor_for(request)
    parts = list(scan.parts.select_related("document__case"))
    context = {
        "tabs": document_tabs(request, by),
        "scan": scan,
        "frozen": scan.state == Scan.State.FROZEN,
        "state": scan_page.scans_table([scan]).rows[0][1],
        "parts": [(one, scan_page.pages_of(one)) for one in parts],
        "reading": any(one.state == ScanPart.State.READING for one in parts),
        "missing": scan_page.missing_here(),
    }
    return render(request, "documents/scanning/scan.html", context)


def scan_of(request: HttpRequest, pk: int) -> Scan:
    """404 unless it is of this clerk's agency."""
    rows = Scan.objects.visible_to(actor_for(request)).select_related("file", "by", "agency")
    found: Scan = get_object_or_404(rows, pk=pk)
    return found


@require_safe
@role_required(Clerk)
def show_original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan as it came; of a frozen one there is none."""
    scan = scan_of(request, pk)
    if scan.state == Scan.State.FROZEN:
        raise Http404
    return serve(request, scan.file, by=actor_for(request), cases=[], purpose=READING)


@require_safe
@role_required(Clerk)
def show_part(request: HttpRequest, pk: int, part: int) -> HttpResponseBase:
    """The file of one document of a scan."""
    found = part_of(request, pk, part)
    return serve(request, found.file, by=actor_for(request), cases=[], purpose=READING)


def part_of(request: HttpRequest, pk: int, part: int) -> ScanPart:
    scan = scan_of(request, pk)
    if scan.state != Scan.State.SPLIT:
        raise Http404
    return get_object_or_404(scan.parts.select_related("file"), pk=part)


@require_http_methods(WAYS)
@role_required(Clerk)
def enter(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """One document of a scan, read off the picture and entered into the register."""
    found, by = part_of(request, pk, part), actor_for(request)
    form = RegisterEntryForm(
        request.POST if request.method == "POST" else None,
        leaders=leaders_of(by.agency_id or 0),
        initial={"channel": ArrivingDocument.Channel.SCAN, "pages": _pages(found)},
    )
    del form.fields["scans"], form.fields["channel"]
    if request.method == "POST":
        made = attempt(
            form,
            lambda given: enter_part(
                part=found,
                letter=form.letter(),
                secrecy=given["secrecy"],
                client_key=given["client_key"],
                by=by,
                now=clock.now(),
            ),
        )
        if made:
            register_made(request, made, form.cleaned_data, by)
            return redirect("arriving_document", made.case.code)
    return form_page(
        request,
        form,
        title=_("Vào sổ văn bản ở %(pages)s") % {"pages": scan_page.pages_of(found)},
        back=(reverse("scan", args=[pk]), _("Bản quét %(n)d") % {"n": pk}),
        go=_("Vào sổ"),
    )


def _pages(part: ScanPart) -> int | None:
    return part.last_page - part.first_page + 1 if part.last_page else None
