"""A draft as DOCX for a word processor, and back: compared with its version before anything is written."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.layout.letter_parts import LetterUnreadable
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing import forms, sheet
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.differences import differences
from tinhso.documents.outgoing.docx_round import draft_docx, next_version, returned_and_its_version
from tinhso.documents.outgoing.docx_upload import DOCX_TYPE, RULES, check_docx
from tinhso.documents.outgoing.permissions import check_can_have_docx, is_inside
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.outgoing.views.documents import READING, WAYS
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import FileRefused, Limit
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import form_page
from tinhso.lib.files.names import clean_name


@require_safe
@officer_required
def show_docx(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version as a file that a word processor opens; the file says of which version it is."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    check_can_have_docx(document, by)
    if not is_inside(document, by) and number != newest(document).number:
        raise Http404
    version = get_object_or_404(document.versions, number=number)
    authority = expected_authority(document, now.date())
    try:
        content = draft_docx(document, version, authority, now=now)
    except LetterRefused as error:
        messages.warning(request, str(error))
        return redirect("outgoing_document", code)
    log_access(by=by, purpose=READING, page="outgoing_docx", case_ids=[document.pk], at=now)
    answer = HttpResponse(content, content_type=DOCX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{code}-v{number}.docx"'
    return answer


@require_http_methods(WAYS)
@officer_required
def bring_docx(request: HttpRequest, code: str) -> HttpResponse:
    """What came back stands beside the version it began with and in the form of the next one; nothing is written yet."""
    document = document_of(request, code)
    if "trinh" not in sheet.open_deeds(document, actor_for(request)):
        raise DocumentsForbidden(_("Dự thảo này không chờ ông/bà sửa."))
    sent = request.method == "POST"
    form = forms.DocxForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            return compared_page(request, document, _content(form.cleaned_data["file"]))
        except LetterUnreadable as error:
            for problem in error.problems:
                form.add_error("file", problem)
        except (FileRefused, LetterRefused) as error:
            form.add_error("file", str(error))
    back = (reverse("outgoing_document", args=[code]), code)
    return form_page(request, form, title=_("Nạp bản DOCX đã sửa"), back=back, go=_("Đọc tệp, so sánh"))


def _content(file: UploadedFile) -> bytes:
    """Nothing is stored. FileRefused."""
    name = clean_name(file.name or "")
    if (file.size or 0) > RULES.max_size:
        raise FileRefused(Limit.TOO_BIG, name, RULES)
    content = file.read()
    check_docx(content, name=name, declared=file.content_type or "")
    return content


def compared_page(request: HttpRequest, document: OutgoingDocument, content: bytes) -> HttpResponse:
    """What the file says beside its version, and the form of the next one. LetterUnreadable, LetterRefused."""
    now, last = clock.now(), newest(document)
    authority = expected_authority(document, now.date())
    found, began = returned_and_its_version(content, document, last, authority, now=now)
    context = {
        "document": document,
        "version": began,
        "newest": last,
        "is_marked": found.began_with is not None,
        "left_out": found.left_out,
        "lines": differences(text_of(began), found.text),
        "subject": found.subject if found.subject != document.subject else "",
        "form": forms.DraftForm(
            kind=type_of(document.type_code, clock.today()),
            agency=document.case.agency,
            is_new=False,
            on=clock.today(),
            initial=next_version(document, found, began.number),
        ),
    }
    return render(request, "documents/outgoing/brought.html", context)
