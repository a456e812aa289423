"""The store of results: the owner's page, a download, and the officer's word that a paper is valid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, citizen_required, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.dossier.unpaid import FEE_FIRST, is_entry_held
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.models import StoreEntry
from tinhso.onestop.store.actions.accept_paper import NotChecked, ReadOnPaper, accept_paper
from tinhso.onestop.store.forms import AcceptPaperForm, StoreFilter
from tinhso.onestop.store.permissions import check_can_accept_paper
from tinhso.onestop.store.reusable_papers import store_lines


@require_safe
@citizen_required
def my_store(request: HttpRequest) -> HttpResponse:
    """Kho quản lý dữ liệu điện tử: every paper of mine, by words, origin and worth."""
    form = StoreFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    lines = store_lines(
        actor_for(request),
        on=clock.today(),
        words=asked.get("tu") or "",
        origin=asked.get("nguon") or "",
        standing=asked.get("hieu_luc") or "",
    )
    return render(
        request, "onestop/store/store.html", {"form": form, "lines": lines, "asked": any(asked.values())}
    )


@require_safe
@citizen_required
def download_stored(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stored file, for its owner alone."""
    actor = actor_for(request)
    mine = StoreEntry.objects.of(actor).select_related("file", "dossier__case", "dossier__version__procedure")
    entry = get_object_or_404(mine, pk=pk)
    if is_entry_held(entry, clock.now()):
        messages.warning(request, FEE_FIRST)
        return redirect("dossier", entry.dossier.case.code)
    return serve(request, entry.file, by=actor.as_person(), cases=[])


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def accept_stored(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The officer says that a paper of a dossier is valid, and what stands on it."""
    dossier = desk_dossier(request, code, purpose="handling")
    check_can_accept_paper(dossier, actor_for(request))
    attachment = get_object_or_404(dossier.attachments.select_related("file", "entry"), pk=pk)
    names = {paper.id: paper.name for paper in papers_of(dossier.version)}
    form = AcceptPaperForm(
        request.POST or None, initial={"title": names.get(attachment.paper, attachment.file.name)}
    )
    if form.is_valid():
        attachment.dossier = dossier
        paper_read = ReadOnPaper(**form.cleaned_data)
        try:
            accept_paper(attachment=attachment, paper_read=paper_read, by=actor_for(request), now=clock.now())
        except NotChecked:
            form.add_error(
                None, "Tệp chưa qua kiểm tra mã độc nên chưa đưa vào kho được. Thử lại sau ít phút."
            )
        else:
            messages.success(request, "Đã đưa giấy tờ vào kho dữ liệu điện tử của người nộp.")
            return redirect("desk_dossier", code)
    context = {"dossier": dossier, "attachment": attachment, "form": form}
    return render(request, "onestop/store/accept_paper.html", context, status=422 if form.errors else 200)
