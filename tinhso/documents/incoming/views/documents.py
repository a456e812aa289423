"""Arriving documents: the list of one's own, entering one, the page of one, its files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import NotYourTurn, Stale, history
from tinhso.documents.incoming import forms, sheet
from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.duplicates import duplicates_of
from tinhso.documents.incoming.permissions import can_receive, check_can_receive
from tinhso.documents.incoming.version_page import former_files, replacements_of, versions_table
from tinhso.documents.incoming.views.finding import document_of, leaders_of
from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.documents.pages.listing import listing_of
from tinhso.documents.pages.readings import readings_table
from tinhso.documents.pages.related import related_rows
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.form_files import files_of_form, key_of
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.public import (
    DOCUMENTS,
    MEGABYTE,
    StoredFile,
    UploadRules,
    claim_files,
    serve,
)
from tinhso.kernel.people.public import Agency, actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"
MOST_FILES = 20
RULES = UploadRules(DOCUMENTS, 50 * MEGABYTE)
DEED_LABELS = {
    "vao-so": gettext_lazy("Vào sổ"),
    "tu-choi": gettext_lazy("Từ chối tiếp nhận"),
    "chi-dao": gettext_lazy("Chỉ đạo, giao xử lý"),
    "luu": gettext_lazy("Lưu, không cần xử lý"),
    "phan-cong": gettext_lazy("Phân công"),
    "bat-dau": gettext_lazy("Bắt đầu xử lý"),
    "bao-cao": gettext_lazy("Báo cáo kết quả"),
    "duyet": gettext_lazy("Duyệt kết quả"),
    "tra-lai": gettext_lazy("Trả lại"),
    "cho-y-kien": gettext_lazy("Cho ý kiến phối hợp"),
    "y-kien": gettext_lazy("Ghi ý kiến"),
    "don-doc": gettext_lazy("Đôn đốc"),
}


@require_safe
@officer_required
def show_documents(request: HttpRequest) -> HttpResponse:
    """Those on whose routing list the officer stands, newest first; found by every word of their fields and content."""
    by, now = actor_for(request), clock.now()
    rows = ArrivingDocument.objects.visible_to(by, on=clock.today()).whole().order_by("-pk")
    found = listing_of(request, rows)
    context = {
        "tabs": document_tabs(request, by),
        "table": sheet.documents_table(found.rows, now),
        "total": found.total,
        "words": found.words,
        "receives": by.agency_id is not None and can_receive(by.agency_id, by),
        "next_url": found.next_url,
        "previous_url": found.previous_url,
    }
    return render(request, "documents/incoming/documents.html", context)


@require_http_methods(WAYS)
@role_required(Clerk)
def new_document(request: HttpRequest) -> HttpResponse:
    """A paper that came by hand, post or mail: entered and registered in one go. One that seems to have come before is
    received with its files and waits for the clerk's decision on its own page."""
    by = actor_for(request)
    agency_id = by.agency_id or 0
    check_can_receive(agency_id, by)
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.RegisterEntryForm(data, sent, leaders=leaders_of(agency_id))
    if request.method == "POST":
        stored = [] if _is_known(request) else files_of_form(request, form, "scans", rules=RULES)
        made = attempt(form, lambda given: _received(form, given, stored, by))
        if made:
            register_made(request, made, form.cleaned_data, by)
            return redirect("arriving_document", made.case.code)
    back = (reverse("arriving_documents"), _("Văn bản đến"))
    return form_page(request, form, title=_("Vào sổ văn bản đến"), back=back, go=_("Vào sổ"))


def _received(
    form: forms.RegisterEntryForm, given: dict[str, Any], stored: list[StoredFile], by: Actor
) -> ArrivingDocument:
    return receive_document(
        agency=Agency.objects.get(pk=by.agency_id or 0),
        letter=form.letter(),
        channel=ArrivingDocument.Channel(given["channel"]),
        files=_files(stored, by),
        secrecy=given["secrecy"],
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


def _is_known(request: HttpRequest) -> bool:
    """The same form sent twice is one document, and its files are stored once."""
    key = key_of(request)
    return key is not None and ArrivingDocument.objects.filter(case__client_key=key).exists()


def register_made(request: HttpRequest, made: ArrivingDocument, given: dict[str, Any], by: Actor) -> None:
    """What stands in the way is told on the document's page, where it can still be registered or turned away."""
    if made.arrival_number is None:
        try:
            made = register_document(
                document=made,
                ver=made.case.ver,
                leader=given["leader"],
                duplicate_reason=given["duplicate_reason"],
                by=by,
                now=clock.now(),
            )
        except EntryRefused as refused:
            messages.warning(request, _("Đã nhận văn bản và tệp, chưa vào sổ. %(why)s") % {"why": refused})
            return
        except (Stale, NotYourTurn):  # the form was sent twice: the other one has registered it
            return
    messages.success(
        request, _("Đã vào sổ văn bản đến số %(number)d.") % {"number": made.arrival_number or 0}
    )


def _files(stored: list[StoredFile], by: Actor) -> list[CameFile]:
    if len(stored) > MOST_FILES:
        raise EntryRefused("scans", _("Tối đa %(n)d tệp một lần.") % {"n": MOST_FILES})
    return [CameFile(one) for one in claim_files([one.pk for one in stored], by=by, now=clock.now())]


@require_safe
@officer_required
def show_document(request: HttpRequest, code: str) -> HttpResponse:
    """What the document says, its files, whose turn it is, what its sender was told, who read it."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    log_access(by=by, purpose=READING, page="arriving_document", case_ids=[document.pk], at=now)
    names = sheet.open_deeds(document, by, now)
    files = list(document.files.filter(superseded=None).select_related("file"))
    context = {
        "document": document,
        "case": document.case,
        "facts": sheet.facts_of(document),
        "steps": sheet.steps_of(document),
        "files": list(zip(sheet.files_of(document, files), files, strict=True)),
        "former_files": former_files(document),
        "versions": versions_table(document),
        "replacements": replacements_of(document, by, clock.today()),
        "duplicates": duplicates_of(document) if "vao-so" in names else [],
        "statuses": sheet.statuses_table(document),
        "take_backs": list(document.take_backs.all()),
        "receives": can_receive(document.agency_id, by),
        "readings": readings_table(document.pk),
        "deeds": [(name, DEED_LABELS[name], name in sheet.QUIET) for name in names],
        "notes": document.notes.select_related("by"),
        "supports": [
            (line, [(name, DEED_LABELS[name]) for name in line.deeds])
            for line in sheet.supports_of(document, by)
        ],
        "related": related_rows(document, by, clock.today()),
        "answer_opens": document.answer is not None
        and OutgoingDocument.objects.visible_to(by, on=clock.today()).filter(pk=document.answer_id).exists(),
        "drafts": "bao-cao" in names,
        "history": history(document.case, for_citizen=False),
        "now": now,
    }
    return render(request, "documents/incoming/document.html", context)


@require_safe
@officer_required
def show_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A file as it came."""
    document, by = document_of(request, code), actor_for(request)
    one = get_object_or_404(document.files.select_related("file"), pk=pk)
    return serve(request, one.file, by=by, cases=[document.pk], purpose=READING)
