"""Files of work: the year's list, one file with its papers, a paper put in, the whole taken out."""

import tempfile
from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.incoming.views.finding import document_of as arriving_of
from tinhso.documents.models import FileList, WorkFile
from tinhso.documents.outgoing.views.finding import document_of as outgoing_of
from tinhso.documents.pages.listing import page_of, rows_to_save
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.work_files import file_page, forms
from tinhso.documents.work_files.actions.approve_file_list import approve_file_list
from tinhso.documents.work_files.actions.export_file import export_file
from tinhso.documents.work_files.actions.file_paper import file_paper
from tinhso.documents.work_files.actions.plan_file import plan_file
from tinhso.documents.work_files.contents import lines_of
from tinhso.documents.work_files.holders import holders_of
from tinhso.documents.work_files.labels import DEED_LABELS
from tinhso.documents.work_files.permissions import can_lead_files, can_list_files, check_can_list_files
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import Actor, Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"
IN_MEMORY = 8 * 1024 * 1024  # of an export; what is larger goes to a temporary file


def file_of(request: HttpRequest, pk: int) -> WorkFile:
    """404 unless this officer sees the file."""
    rows = WorkFile.objects.visible_to(actor_for(request), on=clock.today()).whole()
    found: WorkFile = get_object_or_404(rows, pk=pk)
    return found


@require_safe
@officer_required
def show_files(request: HttpRequest) -> HttpResponse:
    """The list of this year, or of the year, state and words that were asked for."""
    by, today = actor_for(request), clock.today()
    form = forms.ListFilterForm(request.GET or None, initial={"nam": today.year})
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    year = given.get("nam") or today.year
    visible = WorkFile.objects.visible_to(by, on=today)
    rows = file_page.narrowed(
        visible, year=year, words=given.get("q") or "", asked=given.get("tt") or "", day=today
    )
    if (saved := rows_to_save(request, rows)) is not None:
        return _saved(request.GET["tep"], saved, by, year)
    page = page_of(request, rows)
    agency_id = by.agency_id or 0
    approved = FileList.objects.filter(agency_id=agency_id, year=year).select_related("approved_by").first()
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": file_page.files_table(page.rows, today),
        "total": page.total,
        "year": year,
        "approved": approved,
        "plans": can_list_files(agency_id, by),
        "approves": approved is None and page.total and can_lead_files(agency_id, by),
        "query": page.query,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/work_files/files.html", context)


def _saved(way: str, files: list[WorkFile], by: Actor, year: int) -> HttpResponse:
    if way == "csv":
        table = file_page.files_table(files, clock.today(), linked=False)
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    else:
        agency = Agency.objects.select_related("parent", "unit").get(pk=by.agency_id or 0)
        pdf = file_page.list_pdf(files, agency, year, now=clock.now())
        answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="danh-muc-ho-so-{year}.{way}"'
    return answer


@require_http_methods(WAYS)
@officer_required
def plan(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    check_can_list_files(by.agency_id or 0, by)
    agency = Agency.objects.get(pk=by.agency_id or 0)
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None,
        holders=holders_of(agency.pk, today),
        initial={"year": today.year},
    )
    if request.method == "POST":
        made = attempt(
            form,
            lambda given: plan_file(agency=agency, day=today, by=by, now=clock.now(), **given),
        )
        if made:
            messages.success(request, _("Đã ghi hồ sơ %(code)s vào danh mục.") % {"code": made.code})
            return redirect(f"{reverse('work_files')}?nam={made.year}")
    back = (reverse("work_files"), _("Danh mục hồ sơ"))
    return form_page(request, form, title=_("Ghi hồ sơ vào danh mục"), back=back, go=_("Ghi vào danh mục"))


@require_POST
@officer_required
def approve_list(request: HttpRequest, year: int) -> HttpResponse:
    by = actor_for(request)
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    try:
        approve_file_list(agency=agency, year=year, by=by, now=clock.now())
        messages.success(request, _("Đã ban hành danh mục hồ sơ năm %(year)s.") % {"year": year})
    except EntryRefused as refused:
        messages.warning(request, str(refused))
    return redirect(f"{reverse('work_files')}?nam={year}")


@require_safe
@officer_required
def show_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it is, its papers, what was done to it, the deeds of this officer; its list as PDF or CSV."""
    file, by, today = file_of(request, pk), actor_for(request), clock.today()
    lines = lines_of(file, by, today)
    cases = [one.entry.outgoing_id or one.entry.arriving_id for one in lines]
    log_access(
        by=by, purpose=READING, page="work_file", case_ids=[one for one in cases if one], at=clock.now()
    )
    way = request.GET.get("tep")
    if way in ("csv", "pdf"):
        return _saved_papers(way, file, lines)
    names = file_page.open_deeds(file, by, today)
    context: dict[str, Any] = {
        "tabs": document_tabs(request, by),
        "file": file,
        "state": file_page.state_cell(file, today),
        "facts": file_page.facts_of(file, lines),
        "table": file_page.papers_table(lines),
        "moves": file_page.moves_table(file),
        "packs": file.state == WorkFile.State.ARCHIVED and can_list_files(file.agency_id, by),
        "takes_out": "them-tai-lieu" in names,
        "entries": [one.entry for one in lines if one.entry.removed_at is None],
        "deeds": [(name, DEED_LABELS[name]) for name in names],
    }
    return render(request, "documents/work_files/file.html", context)


def _saved_papers(way: str, file: WorkFile, lines: list[Any]) -> HttpResponse:
    if way == "csv":
        table = file_page.papers_table(lines, linked=False)
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    else:
        pdf = file_page.listing_pdf(file, lines, now=clock.now())
        answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="muc-luc-ho-so-{file.pk}.{way}"'
    return answer


@require_safe
@officer_required
def show_material(request: HttpRequest, pk: int, entry: int) -> HttpResponseBase:
    """A material's file, also of one that was taken out: it belongs to the history."""
    file = file_of(request, pk)
    found = get_object_or_404(file.entries.select_related("material"), pk=entry)
    if found.material is None:
        raise Http404
    return serve(request, found.material, by=actor_for(request), cases=[], purpose=READING)


@require_POST
@officer_required
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole file as one ZIP; POST, for it is noted who took it out."""
    file, by, now = file_of(request, pk), actor_for(request), clock.now()
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    cases = export_file(file=file, out=out, by=by, now=now)
    log_access(by=by, purpose=READING, page="work_file_export", case_ids=cases, at=now)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"ho-so-{file.year}-{file.pk}.zip")


@require_http_methods(WAYS)
@officer_required
def put_outgoing(request: HttpRequest, code: str) -> HttpResponse:
    return _put(request, outgoing_of(request, code), reverse("outgoing_document", args=[code]), code)


@require_http_methods(WAYS)
@officer_required
def put_arriving(request: HttpRequest, code: str) -> HttpResponse:
    return _put(request, arriving_of(request, code), reverse("arriving_document", args=[code]), code)


def _put(request: HttpRequest, document: Any, url: str, code: str) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    open_files = WorkFile.objects.visible_to(by, on=today).filter(
        state__in=[WorkFile.State.PLANNED, WorkFile.State.OPEN], hold_reason=""
    )
    form = forms.FilePaperForm(request.POST if request.method == "POST" else None, files=open_files)
    if request.method == "POST":
        made = attempt(
            form,
            lambda given: file_paper(file=given["file"], document=document, by=by, now=clock.now()),
        )
        if made:
            messages.success(request, _("Đã đưa văn bản vào hồ sơ."))
            return redirect("work_file", made.work_file_id)
    inside = WorkFile.objects.visible_to(by, on=today).filter(
        entries__in=document.file_entries.filter(removed_at=None)
    )
    names = ", ".join(inside.values_list("code", flat=True)[:20])
    hint = _("Văn bản đang nằm trong hồ sơ: %(names)s.") % {"names": names} if names else ""
    return form_page(
        request, form, title=_("Đưa văn bản vào hồ sơ"), back=(url, code), go=_("Đưa vào hồ sơ"), hint=hint
    )
