"""Outgoing documents: the list of one's own, a new one, the page of one, its versions, preview and file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import history
from tinhso.documents.layout.document_types import NORMATIVE_TYPES, DocumentType, name_of, type_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.models import (
    AttachedFile,
    DraftComment,
    DraftVersion,
    OutgoingDocument,
    RegisterNumber,
    RightChange,
    ShortenedProcedure,
)
from tinhso.documents.outgoing import forms, sheet
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.actions.write_version import VersionChanged, write_version
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.compulsory_steps import missing_steps
from tinhso.documents.outgoing.differences import differences
from tinhso.documents.outgoing.drawing import drafted_types, draw_preview, numbered_type, redrawn_document
from tinhso.documents.outgoing.editor_state import editor_state
from tinhso.documents.outgoing.permissions import (
    can_draft,
    can_have_docx,
    can_order,
    check_can_draft,
    is_inside,
)
from tinhso.documents.outgoing.reading_copy import marked_copy, needs_mark
from tinhso.documents.outgoing.replacements import orders_of, replacements_of
from tinhso.documents.outgoing.templates_of_drafts import template_of
from tinhso.documents.outgoing.text import Text, typed
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.outgoing.views.finding import document_of, marked_answer
from tinhso.documents.pages.listing import listing_of
from tinhso.documents.pages.readings import readings_table
from tinhso.documents.pages.related import related_rows
from tinhso.documents.pages.tabs import document_tabs
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import read, serve
from tinhso.kernel.papers.public import PaperNotMade, local_signing
from tinhso.kernel.people.public import Actor, Agency, actor_for, officer_required
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"


@require_safe
@officer_required
def show_documents(request: HttpRequest) -> HttpResponse:
    """Those on whose routing list the officer stands, newest first; found by every word of subject and text."""
    by, now = actor_for(request), clock.now()
    rows = OutgoingDocument.objects.visible_to(by, on=now.date()).whole().order_by("-pk")
    found = listing_of(request, rows)
    context = {
        "tabs": document_tabs(request, by),
        "table": sheet.documents_table(found.rows, now),
        "total": found.total,
        "words": found.words,
        "drafts": can_draft(by),
        "next_url": found.next_url,
        "previous_url": found.previous_url,
    }
    return render(request, "documents/outgoing/documents.html", context)


@require_http_methods(WAYS)
@officer_required
def new_document(request: HttpRequest) -> HttpResponse:
    """A list of types, then the form of the chosen one with what its template begins with."""
    by, now = actor_for(request), clock.now()
    check_can_draft(by)
    types = drafted_types(now.date())
    kind = next((one for one in types if one.code == request.GET.get("loai", "")), None)
    if kind is None:
        return render(request, "documents/outgoing/types.html", {"types": types})
    initial = _initial(template_of(kind.code))
    form = forms.DraftForm(
        request.POST or None,
        kind=kind,
        agency=get_object_or_404(Agency, pk=by.agency_id),
        is_new=True,
        on=clock.today(),
        initial=initial,
    )
    if request.method == "POST":
        found = attempt(
            form,
            lambda given: start_draft(
                kind=kind,
                draft=form.draft(),
                secrecy=given["secrecy"],
                client_key=given["client_key"],
                by=by,
                now=now,
            ),
        )
        if found:
            messages.success(request, _("Đã ghi dự thảo."))
            return redirect("outgoing_document", found.case.code)
    back = (reverse("outgoing_documents"), _("Văn bản đi"))
    title = _("Soạn %(kind)s") % {"kind": kind.name.lower()}
    return form_page(request, form, title=title, back=back, go=_("Ghi dự thảo"))


def _initial(text: Text) -> dict[str, str]:
    return {key: typed(lines) for key, lines in text.stored().items()}


@require_safe
@officer_required
def show_document(request: HttpRequest, code: str) -> HttpResponse:
    """Text, comments, approvals, versions, who read it; the deeds of whose turn it is."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    log_access(by=by, purpose=READING, page="outgoing_document", case_ids=[document.pk], at=now)
    versions = list(document.versions.select_related("by"))
    names = sheet.open_deeds(document, by)
    waits = sheet.waits_for(document, by)
    context = {
        "document": document,
        "case": document.case,
        "kind": name_of(document.type_code),
        "facts": sheet.facts_of(document, clock.today()),
        "steps": sheet.steps_of(document),
        "version": versions[0],
        "approvals": sheet.approvals_table(document),
        **_inside(document, versions, by),
        "attached": list(
            AttachedFile.objects.filter(document=document, removed_at=None).select_related("by", "file")
        ),
        "replacements": replacements_of(document) if document.issued_at else [],
        "orders": orders_of(document) if document.issued_at else [],
        "may_order": document.issued_at
        and not document.recalled_at
        and can_order(document, by, clock.today()),
        "sends": document.issued_at and is_inside(document, by) and by.holds(Clerk),
        **_procedure(document, by),
        "deeds": [(name, DEED_LABELS[name]) for name in names if name not in sheet.held_deeds(document)],
        "edits": "trinh" in names,
        "has_docx": can_have_docx(document, by),
        "has_slip": "trinh" in names or document.slips.exists(),
        "related": related_rows(document, by, clock.today()),
        **editor_state(document, by, now, edits="trinh" in names),
        "gives": by.holds(Head) or by.holds(Clerk),
        "comments_open": "gop-y" in names,
        "waits": waits,
        "reserved": _reserved(document) if waits == "issue" else [],
        "chosen_number": _chosen(request, document) if waits == "issue" else None,
        "now": now,
    } | local_signing()
    return render(request, "documents/outgoing/document.html", context)


def _inside(document: OutgoingDocument, versions: list[DraftVersion], by: Actor) -> dict[str, Any]:
    """What was said, changed and read within the agency; of another one, who signs along sees the text alone."""
    if not is_inside(document, by):
        return {"inside": False, "paragraphs": sheet.paragraphs_of(versions[0], [])}
    comments = list(
        DraftComment.objects.filter(version__document=document).select_related("by", "version", "resolved_by")
    )
    return {
        "inside": True,
        "paragraphs": sheet.paragraphs_of(versions[0], comments),
        "comments": [one for one in comments if one.version_id != versions[0].pk or one.paragraph == 0],
        "versions": sheet.versions_table(document, versions),
        "readings": readings_table(document.pk),
        "unconfirmed": list(
            RightChange.objects.filter(document=document, decision="").select_related("officer", "by")
        ),
        "history": history(document.case, for_citizen=False),
    }


def _procedure(document: OutgoingDocument, by: Actor) -> dict[str, Any]:
    """By which procedure a normative document is made, whether this officer may write that it is the shortened one, and which steps it lacks."""
    found = ShortenedProcedure.objects.filter(document=document).first() if document.normative else None
    is_theirs = by.holds(Head) or by.user_id == document.drafted_by_id
    is_open = document.signed_at is None and document.type_code in NORMATIVE_TYPES
    return {
        "shortened": found,
        "shortens": is_open and is_theirs and not document.case.is_final,
        "missing": missing_steps(document, clock.today()) if document.signed_at is None else [],
    }


DEED_LABELS = {
    "trinh": gettext_lazy("Trình duyệt, ký"),
    "bo": gettext_lazy("Bỏ dự thảo"),
    "duyet-noi-dung": gettext_lazy("Duyệt nội dung"),
    "dat-the-thuc": gettext_lazy("Đạt thể thức"),
    "tra-lai": gettext_lazy("Trả lại"),
    "gop-y": gettext_lazy("Góp ý"),
    "them-nguoi-xem": gettext_lazy("Thêm người xem"),
}


def _reserved(document: OutgoingDocument) -> list[RegisterNumber]:
    """The numbers that are held for documents of this type and year. One query."""
    held = RegisterNumber.objects.filter(
        agency=document.case.agency,
        type_code=numbered_type(document, clock.today()).code,
        year=clock.today().year,
        state=RegisterNumber.State.RESERVED,
    )
    return list(held.order_by("number")[:50])


def _chosen(request: HttpRequest, document: OutgoingDocument) -> RegisterNumber | None:
    """The reserved number that the clerk chose for this document."""
    asked = request.GET.get("so-giu", "")
    return next((one for one in _reserved(document) if str(one.pk) == asked), None)


@require_http_methods(WAYS)
@officer_required
def edit_document(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a draft; where somebody wrote one meanwhile, what was typed stays in the form (409)."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    last = newest(document)
    kind = _kind(document)
    initial = _initial(text_of(last)) | {
        "subject": document.subject,
        "urgency": document.urgency,
        "circulation": document.circulation,
        "unit": document.unit,
        "decider": document.decider,
        "receivers": typed([one.ident_code for one in document.recipients.all()]),
        "ver": document.case.ver,
        "was": last.number,
    }
    form = forms.DraftForm(
        request.POST or None,
        kind=kind,
        agency=document.case.agency,
        is_new=False,
        on=clock.today(),
        initial=initial,
    )
    back = (reverse("outgoing_document", args=[code]), code)
    title = _("Sửa dự thảo %(code)s") % {"code": code}
    if request.method == "POST":
        try:
            if attempt(form, lambda given: _written(document, form, given, by, now)):
                messages.success(request, _("Đã ghi phiên bản dự thảo."))
                return redirect("outgoing_document", code)
        except VersionChanged:
            context = {"form": form, "title": title, "back": back, "code": code, "newest": last}
            return render(request, "documents/outgoing/changed.html", context, status=409)
    return form_page(request, form, title=title, back=back, go=_("Ghi phiên bản"))


def _written(
    document: OutgoingDocument, form: forms.DraftForm, given: dict[str, Any], by: Any, now: Any
) -> DraftVersion:
    return write_version(
        document=document, ver=given["ver"], was=given["was"], draft=form.draft(), by=by, now=now
    )


def _kind(document: OutgoingDocument) -> DocumentType:
    return type_of(document.type_code, clock.today())


@require_safe
@officer_required
def show_changes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a version says otherwise than the one before it, or than the one that is asked for (`?voi=`)."""
    document = document_of(request, code)
    if not is_inside(document, actor_for(request)):
        raise Http404
    version = get_object_or_404(document.versions.select_related("by"), number=number)
    asked = request.GET.get("voi", "")
    other = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else number - 1
    older = document.versions.filter(number=other).first()
    lines = differences(text_of(older) if older else Text(), text_of(version))
    context = {"document": document, "version": version, "older": older, "lines": lines}
    return render(request, "documents/outgoing/changes.html", context)


@require_safe
@officer_required
def show_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version as it would be printed now; no number, no signature."""
    document, now = document_of(request, code), clock.now()
    authority = expected_authority(document, now.date())
    try:
        pdf = draw_preview(document, text_of(newest(document)), authority, now=now)
    except LetterRefused as error:
        messages.warning(request, str(error))
        return redirect("outgoing_document", document.case.code)
    except PaperNotMade as error:
        raise Http404 from error
    if needs_mark(document, actor_for(request)):
        return _marked(pdf, document, actor_for(request))
    return HttpResponse(pdf, content_type="application/pdf")


@require_safe
@officer_required
def show_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed PDF as it is now; 404 before the first signature. Of what was loaded without its file, one drawn now that says so."""
    document, by = document_of(request, code), actor_for(request)
    if document.paper is None or document.signed_at is None:
        raise Http404
    redrawn = redrawn_document(document, now=clock.now())
    if redrawn or needs_mark(document, by):
        log_access(by=by, purpose=READING, page="outgoing_file", case_ids=[document.pk], at=clock.now())
    if needs_mark(document, by):
        return _marked(redrawn or read(document.paper.file), document, by)
    if redrawn:
        return HttpResponse(redrawn, content_type="application/pdf")
    return serve(request, document.paper.file, by=by, cases=[document.pk], purpose=READING)


def _marked(pdf: bytes, document: OutgoingDocument, by: Actor) -> HttpResponse:
    return marked_answer(marked_copy(pdf, document, by=by, now=clock.now()), document.case.code)
