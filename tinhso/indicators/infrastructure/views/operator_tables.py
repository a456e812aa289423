"""Tables of operators: sent, read as a dry run that names every line that was not understood, imported."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.indicators.infrastructure import permissions, tables
from tinhso.indicators.infrastructure.actions.import_table import import_table
from tinhso.indicators.infrastructure.actions.receive_table import receive_table
from tinhso.indicators.infrastructure.columns import COLUMNS
from tinhso.indicators.infrastructure.forms import TableForm
from tinhso.indicators.infrastructure.table_file import MOST_BYTES
from tinhso.indicators.infrastructure.views.public_page import page_address
from tinhso.indicators.infrastructure.views.registers import register_tabs
from tinhso.indicators.infrastructure.writing_items import ItemChanges, changes_of
from tinhso.indicators.models import ItemKind, OperatorTable
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.kernel.files.public import Kind, UploadRules, files_sent, serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.files.spreadsheets import write_csv

WAYS = ["GET", "HEAD", "POST"]
PAGE = 50
RULES = UploadRules(allow=frozenset({Kind.CSV, Kind.TXT, Kind.XLSX}), max_size=MOST_BYTES, max_files=100)


@require_safe
@officer_required
def show_tables(request: HttpRequest) -> HttpResponse:
    """All tables, the newest first: for who may enter, others see none."""
    enters = permissions.can_enter_infrastructure(actor_for(request), clock.today())
    rows = OperatorTable.objects.select_related("operator").defer("rows", "unread")
    page = Paginator(rows if enters else rows.none(), PAGE).get_page(request.GET.get("trang"))
    context = {
        "tabs": desk_tabs(request),
        "parts": register_tabs(request),
        "enters": enters,
        "table": tables.table_list(page),
        "kinds": ItemKind.choices,
        "next_url": page_address(page.next_page_number(), {}) if page.has_next() else "",
        "previous_url": page_address(page.previous_page_number(), {}) if page.has_previous() else "",
    }
    return render(request, "indicators/infrastructure/tables.html", context)


@require_http_methods(WAYS)
@officer_required
def send_table(request: HttpRequest) -> HttpResponse:
    """A file that was refused comes along with the form; one that is read leads to its dry run."""
    actor, sent = actor_for(request), request.method == "POST"
    permissions.check_can_enter_infrastructure(actor, clock.today())
    form = TableForm(*((request.POST, request.FILES) if sent else ()), day=clock.today())
    stored = files_sent(form, "file", request.FILES, by=actor, now=clock.now(), rules=RULES) if sent else []

    def deed(given: dict[str, Any]) -> OperatorTable:
        if not stored:
            raise EntryRefused("file", _("Chọn tệp của doanh nghiệp."))
        return receive_table(**given | {"file": stored[-1]}, by=actor, now=clock.now())

    if sent and (found := attempt(form, deed)):
        return redirect("operator_table", found.pk)
    status = 422 if form.errors else 200
    return render(request, "indicators/infrastructure/table_form.html", {"form": form}, status=status)


def _table(request: HttpRequest, pk: int) -> OperatorTable:
    permissions.check_can_enter_infrastructure(actor_for(request), clock.today())
    return get_object_or_404(OperatorTable.objects.select_related("operator", "file", "by", "agency"), pk=pk)


@require_safe
@officer_required
def show_table(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _table(request, pk))


def _page(request: HttpRequest, table: OperatorTable, refusal: str = "") -> HttpResponse:
    waits = table.state == OperatorTable.State.READ
    changes = changes_of(table) if waits else ItemChanges()
    context = {
        "table": table,
        "waits": waits,
        "changes": changes,
        "bad": len({one.line for one in changes.bad}),
        "parts": tables.change_tables(changes, table.kind),
        "most": tables.MOST_SHOWN,
        "refusal": refusal,
        "sees": permissions.can_see_positions(actor_for(request), clock.today()),
    }
    return render(request, "indicators/infrastructure/table.html", context, status=422 if refusal else 200)


@require_POST
@officer_required
def import_it(request: HttpRequest, pk: int) -> HttpResponse:
    table = _table(request, pk)
    try:
        import_table(table=table, by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        return _page(request, _table(request, pk), str(refused))
    messages.success(request, _("Đã nhập bảng vào sổ."))
    return redirect("operator_table", pk)


@require_safe
@officer_required
def download_bad_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line that is not understood, with the reason, while the table waits."""
    table = _table(request, pk)
    if table.state != OperatorTable.State.READ:
        raise Http404
    rows = [(one.line, one.what, one.reason) for one in changes_of(table).bad]
    return _csv_answer(write_csv([_("Dòng"), _("Nội dung"), _("Lý do")], rows), f"dong-chua-hieu-{pk}.csv")


@require_safe
@officer_required
def download_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with the columns of one register."""
    if kind not in ItemKind.values:
        raise Http404
    headings = [str(column.headings[0]) for column in COLUMNS[kind] if column.key != "commune_name"]
    return _csv_answer(write_csv(headings, []), f"mau-{kind}.csv")


def _csv_answer(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@never_cache
@officer_required
def open_table_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was sent: exact places are in it, so only for who may see them, each time logged."""
    actor = actor_for(request)
    permissions.check_can_see_positions(actor, clock.today())
    table = _table(request, pk)
    return serve(request, table.file, by=actor, cases=[])
