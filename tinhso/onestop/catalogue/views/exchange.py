"""The catalogue as a file: out as CSV or XLSX, in with a dry run first."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.files.spreadsheets import guarded
from tinhso.onestop.catalogue.actions.apply_catalogue_import import (
    AppliedAlready,
    OwnImport,
    apply_catalogue_import,
)
from tinhso.onestop.catalogue.actions.change_procedure import LaterLevels
from tinhso.onestop.catalogue.actions.check_catalogue_file import check_catalogue_file
from tinhso.onestop.catalogue.actions.set_online_services import NotAService
from tinhso.onestop.catalogue.editor_forms import CatalogueFileForm
from tinhso.onestop.catalogue.files import FileRefused, write_csv, write_xlsx
from tinhso.onestop.catalogue.rows import standings
from tinhso.onestop.models import CatalogueImport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS = {"csv": (write_csv, "text/csv; charset=utf-8"), "xlsx": (write_xlsx, XLSX)}
MOST_DIFFERENCES = 50


@require_safe
@role_required(Administrator)
def export_catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue of the day; what comes out can go in again unchanged."""
    if kind not in WRITERS:
        raise Http404
    write, mime = WRITERS[kind]
    try:
        content = write(s.values for s in standings(clock.today()).values())
    except FileRefused as error:
        messages.error(request, str(error))
        return redirect("keep_catalogue")
    return _download(content, mime, f"danh-muc-thu-tuc-{clock.today():%Y%m%d}.{kind}")


@require_POST
@role_required(Administrator)
def check_file(request: HttpRequest) -> HttpResponse:
    """The dry run: what the file would change, and each bad row."""
    form = CatalogueFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            checked = check_catalogue_file(
                content=file.read(), file_name=file.name or "", by=actor_for(request), now=clock.now()
            )
            return redirect("catalogue_import", checked.pk)
        except FileRefused as error:
            form.add_error("file", str(error))
    return render(request, "onestop/catalogue/check_file.html", {"file_form": form}, status=422)


@require_safe
@role_required(Administrator)
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check found; the good rows are applied from here."""
    held = get_object_or_404(CatalogueImport.objects.defer("rows"), pk=pk)
    rows = [_fault(fault) for fault in held.report["faults"][:MOST_DIFFERENCES]]
    columns = [Column(_("Dòng"), number=True), Column(_("Cột")), Column(_("Lý do"))]
    context = {
        "held": held,
        "report": held.report,
        "faults": Table(_("Các ô chưa nhận được"), columns, rows),
        "more": len(held.report["faults"]) > MOST_DIFFERENCES,
        "to_do": held.report["created"] + held.report["changed"],
        "is_importer": held.made_by_id == actor_for(request).user_id and held.report["versions"] > 0,
    }
    return render(request, "onestop/catalogue/catalogue_import.html", context)


@require_safe
@role_required(Administrator)
def import_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every bad cell as CSV: row, column, reason."""
    held = get_object_or_404(CatalogueImport.objects.defer("rows"), pk=pk)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Dòng"), _("Cột"), _("Lý do")])
    writer.writerows([guarded(cell) for cell in _fault(fault)] for fault in held.report["faults"])
    return _download(
        b"\xef\xbb\xbf" + out.getvalue().encode(), "text/csv; charset=utf-8", f"loi-nhap-{pk}.csv"
    )


@require_POST
@role_required(Administrator)
def apply_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the good rows in, once."""
    held = get_object_or_404(CatalogueImport.objects.defer("rows"), pk=pk)
    try:
        apply_catalogue_import(import_id=held.pk, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã ghi các dòng đạt vào danh mục."))
    except AppliedAlready:
        messages.info(request, _("Tệp này đã được ghi trước đó; không ghi lần hai."))
    except (NotAService, LaterLevels, OwnImport) as error:
        messages.error(request, str(error))
    return redirect("catalogue_import", pk)


def _fault(fault: dict[str, str | int]) -> list[str]:
    return [str(fault["row"]), str(fault["column"]), str(fault["reason"])]


def _download(content: bytes, mime: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
