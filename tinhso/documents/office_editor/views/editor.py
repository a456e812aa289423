"""The page around the office suite, the end of what is open there, and what it saved without becoming a version."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NotYourTurn
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.layout.letter_parts import LetterUnreadable
from tinhso.documents.models import EditorSave, OutgoingDocument
from tinhso.documents.office_editor.actions.drop_save import drop_save
from tinhso.documents.office_editor.actions.end_editing import end_editing
from tinhso.documents.office_editor.discovery import EditorAway, editing_url, editor_address, origin_of
from tinhso.documents.office_editor.file_info import draft_bytes
from tinhso.documents.office_editor.permissions import check_can_open_editor, check_can_open_save
from tinhso.documents.office_editor.tokens import make_token
from tinhso.documents.outgoing.views.documents import READING
from tinhso.documents.outgoing.views.docx_files import compared_page
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.kernel.files.public import read, serve
from tinhso.kernel.people.public import User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import NoSiteAddress, not_done, site_url


@require_safe
@officer_required
def open_editor(request: HttpRequest, code: str) -> HttpResponse:
    """The frame into which the browser sends the token; the suite reads and writes the draft by itself."""
    if not editor_address():
        raise Http404
    document, by = document_of(request, code), actor_for(request)
    check_can_open_editor(document, by)
    back = reverse("outgoing_document", args=[code])
    try:
        draft_bytes(document, now=clock.now())
        address = editing_url(site_url(reverse("wopi_file", args=[code])))
    except LetterRefused as error:
        return not_done(request, str(error), url=back)
    except (EditorAway, NoSiteAddress) as error:
        words = _(
            "Bộ soạn thảo không mở được lúc này: %(why)s. Tải DOCX về sửa rồi nạp lại, hoặc sửa ngay trên trang."
        )
        return not_done(request, words % {"why": error}, url=back)
    assert isinstance(request.user, User)
    token, ends = make_token(document, request.user, by)
    context = {"document": document, "address": address, "token": token, "ends": int(ends.timestamp() * 1000)}
    answer = render(request, "documents/office_editor/editor.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer.framed = origin_of(editor_address())  # type: ignore[attr-defined]  # of this page alone
    return answer


@require_POST
@officer_required
def end(request: HttpRequest, code: str) -> HttpResponse:
    """What is open in the suite is open no more; what it still saves is stored beside the draft."""
    document = document_of(request, code)
    try:
        end_editing(document=document, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã kết thúc phiên soạn thảo."))
    except NotYourTurn:
        messages.warning(request, _("Dự thảo này không chờ ông/bà sửa."))
    return redirect("outgoing_document", code)


def _save_of(request: HttpRequest, code: str, pk: int) -> tuple[OutgoingDocument, EditorSave]:
    document = document_of(request, code)
    rows = EditorSave.objects.select_related("file", "document__case").filter(document=document)
    save = get_object_or_404(rows, pk=pk)
    check_can_open_save(save, actor_for(request))
    return document, save


@require_safe
@officer_required
def show_save(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What the suite saved beside its version, in the form of the next one, as an uploaded file; nothing is written yet."""
    document, save = _save_of(request, code, pk)
    check_can_open_editor(document, actor_for(request))
    try:
        return compared_page(request, document, read(save.file))
    except LetterUnreadable as error:
        words = " ".join(error.problems)
    except LetterRefused as error:
        words = str(error)
    return not_done(request, words, url=reverse("outgoing_document", args=[code]))


@require_safe
@officer_required
def show_save_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    document, save = _save_of(request, code, pk)
    return serve(request, save.file, by=actor_for(request), cases=[document.pk], purpose=READING)


@require_POST
@officer_required
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    _document, save = _save_of(request, code, pk)
    drop_save(save=save, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ bản lưu."))
    return redirect("outgoing_document", code)
