"""A report as a file: out as CSV or XLSX, in with a dry run that shows each bad row."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.indicators.data_entry.files import FileRefused, check_file, write_csv, write_xlsx
from tinhso.indicators.data_entry.table import as_typed, cells_of
from tinhso.indicators.data_entry.views.entries import report_at, show
from tinhso.indicators.rights.entry_permissions import check_can_enter
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site.context import data_note
from tinhso.kernel.site.shapes import Column, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS = {"csv": (write_csv, "text/csv; charset=utf-8"), "xlsx": (write_xlsx, XLSX)}
MOST_FILES = 100


@require_safe
@officer_required
def export_entry(request: HttpRequest, data_set: str, agency: str, period: str, kind: str) -> HttpResponse:
    """The table with its numbers; empty it is the template. What comes out can go in again unchanged."""
    report = report_at(request, data_set, agency, period)
    if kind not in WRITERS:
        raise Http404
    write, mime = WRITERS[kind]
    content = write(cells_of(report.data_set, report.agency, report.period), data_note())
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{data_set}-{agency}-{report.period.code}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@officer_required
def check_entry_file(request: HttpRequest, data_set: str, agency: str, period: str) -> HttpResponse:
    """The dry run: nothing is written; the good rows are sent on from the page as if they were typed."""
    report = report_at(request, data_set, agency, period)
    check_can_enter(report.agency, actor_for(request))
    cells = cells_of(report.data_set, report.agency, report.period)
    file = request.FILES.get("tep")
    try:
        checked = check_file(file.read() if file else b"", cells)
    except FileRefused as error:
        return show(request, report, cells, file_error=str(error), status=422)
    standing = {(cell.element.code, cell.dims): cell for cell in cells}
    changed = [
        (standing[key], as_typed(value))
        for key, value in checked.numbers.items()
        if standing[key].value != value
    ]
    columns = [Column(_("Dòng"), number=True), Column(_("Mã ô")), Column(_("Lý do"))]
    rows = [[str(row), key, reason] for row, key, reason in checked.bad[:MOST_FILES]]
    context = {
        "report": report,
        "changed": changed,
        "unchanged": len(checked.numbers) - len(changed),
        "bad": Table(_("Các dòng chưa nhận được"), columns, rows),
        "bad_rows": len(checked.bad),
        "new": Table(
            _("Sẽ ghi"),
            [Column(_("Chỉ số")), Column(_("Đang có"), number=True), Column(_("Trong tệp"), number=True)],
            [[cell.label, cell.text, typed] for cell, typed in changed],
        ),
    }
    return render(request, "indicators/data_entry/entry_file.html", context)
