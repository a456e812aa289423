"""The deeds on a file, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.documents.models import FileEntry, WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.form_files import files_of_form
from tinhso.documents.work_files import file_page, forms
from tinhso.documents.work_files.actions.close_file import close_file
from tinhso.documents.work_files.actions.file_material import file_material
from tinhso.documents.work_files.actions.hand_over_file import hand_over_file
from tinhso.documents.work_files.actions.hold_file import hold_file
from tinhso.documents.work_files.actions.name_file_holder import name_file_holder
from tinhso.documents.work_files.actions.receive_file import receive_file
from tinhso.documents.work_files.actions.release_file import release_file
from tinhso.documents.work_files.actions.reopen_file import reopen_file
from tinhso.documents.work_files.actions.return_file import return_file
from tinhso.documents.work_files.actions.take_out_paper import take_out_paper
from tinhso.documents.work_files.holders import holders_of
from tinhso.documents.work_files.labels import DEED_HINTS, DEED_LABELS
from tinhso.documents.work_files.views.files import WAYS, file_of
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

FORMS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "ket-thuc": (forms.EndForm, close_file),
    "nop-luu": (forms.NothingForm, hand_over_file),
    "nhan": (forms.PlaceForm, receive_file),
    "tra-lai": (forms.ReasonForm, return_file),
    "mo-lai": (forms.ReasonForm, reopen_file),
    "giu": (forms.ReasonForm, hold_file),
    "thoi-giu": (forms.ReasonForm, release_file),
}


@require_http_methods(WAYS)
@officer_required
def file_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    file, by = file_of(request, pk), actor_for(request)
    if deed not in DEED_LABELS:
        raise Http404
    if request.method != "POST" and deed not in file_page.open_deeds(file, by, clock.today()):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, act = _form(request, file, deed, by)
    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEED_LABELS[deed]})
        return redirect("work_file", pk)
    return form_page(
        request,
        form,
        title=DEED_LABELS[deed],
        back=(reverse("work_file", args=[pk]), file.code),
        go=DEED_LABELS[deed],
        hint=DEED_HINTS.get(deed, ""),
    )


def _form(
    request: HttpRequest, file: WorkFile, deed: str, by: Actor
) -> tuple[django_forms.Form, Callable[[dict[str, Any]], Any]]:
    sent = request.POST if request.method == "POST" else None
    now, today = clock.now(), clock.today()
    if deed == "them-tai-lieu":
        form = forms.MaterialForm(sent, request.FILES if sent is not None else None)
        stored = files_of_form(request, form, "material")
        return form, lambda given: _material(file, given, stored, by)
    if deed == "doi-nguoi":
        named = forms.HolderForm(sent, holders=holders_of(file.agency_id, today))
        return named, lambda given: name_file_holder(file=file, day=today, by=by, now=now, **given)
    kind, action = FORMS[deed]
    initial = {"ended_on": today.strftime("%d/%m/%Y")}
    return kind(sent, initial=initial), lambda given: action(file=file, by=by, now=now, **given)


def _material(file: WorkFile, given: dict[str, Any], stored: list[StoredFile], by: Actor) -> FileEntry:
    words = {"title": given["title"], "dated": given["dated"]}
    return file_material(file=file, material=stored[-1], by=by, now=clock.now(), **words)


@require_http_methods(WAYS)
@officer_required
def take_out(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """One paper out of the file, with its reason."""
    file, by = file_of(request, pk), actor_for(request)
    found = get_object_or_404(file.entries.select_related("work_file"), pk=entry, removed_at=None)
    if request.method != "POST" and "them-tai-lieu" not in file_page.open_deeds(file, by, clock.today()):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: take_out_paper(entry=found, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã đưa tài liệu ra khỏi hồ sơ."))
        return redirect("work_file", pk)
    return form_page(
        request,
        form,
        title=_("Đưa tài liệu số %(n)d ra khỏi hồ sơ") % {"n": found.position},
        back=(reverse("work_file", args=[pk]), file.code),
        go=_("Đưa ra khỏi hồ sơ"),
        hint=found.title,
    )
