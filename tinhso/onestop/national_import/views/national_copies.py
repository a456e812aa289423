"""Copies of the national database: read, compared, and approved by field, agency or one by one."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.files.spreadsheets import guarded
from tinhso.onestop.data.national.edition import NotACopy
from tinhso.onestop.models import NationalApproval, NationalChange, NationalImport
from tinhso.onestop.national_import.actions.approve_national_changes import (
    NothingWaits,
    OwnCopy,
    StillRunning,
    approve_national_changes,
    resume_approval,
)
from tinhso.onestop.national_import.actions.check_national_copy import (
    NothingToCompare,
    compare_again,
    receive_national_copy,
)
from tinhso.onestop.national_import.comparison import PARTS
from tinhso.onestop.national_import.forms import CopyDayForm, NationalCopyForm
from tinhso.onestop.national_import.queries import Narrowed, groups, stopped, waiting

SHOWN, LISTED, ORDERS = 50, 20, 10
LOOK_AGAIN = "8"  # seconds until the browser asks again how far it is


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def national_copies(request: HttpRequest) -> HttpResponse:
    """The copies so far, and a new one, which a job compares."""
    form = NationalCopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            held = receive_national_copy(
                content=file.read(),
                file_name=file.name or "",
                by=actor_for(request),
                now=clock.now(),
                edition=form.cleaned_data["edition"],
            )
            return redirect("national_copy", held.pk)
        except NotACopy as error:
            form.add_error("file", str(error))
    context = {"form": form, "copies": NationalImport.objects.defer("report", "content")[:LISTED]}
    return render(request, "onestop/national_import/copies.html", context, status=422 if form.errors else 200)


@require_safe
@role_required(Administrator)
def national_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then what the copy would change: by field, by agency, procedure by procedure."""
    held = get_object_or_404(NationalImport.objects.defer("content"), pk=pk)
    if held.checked_at is None:
        context = {"held": held, "form": CopyDayForm()}
        return looked_at_again(render(request, "onestop/national_import/waits.html", context), not held.fault)
    orders = list(held.approvals.select_related("made_by")[:ORDERS])
    running = any(one.finished_at is None and not stopped(one) for one in orders)
    context = compared(request, held) | {"orders": [(one, stopped(one)) for one in orders]}
    return looked_at_again(render(request, "onestop/national_import/copy.html", context), running)


def looked_at_again(answer: HttpResponse, running: bool) -> HttpResponse:
    """While a job runs the page shows how far it is without anybody's hand."""
    if running:
        answer["Refresh"] = LOOK_AGAIN
    return answer


def compared(request: HttpRequest, held: NationalImport) -> dict[str, object]:
    """What the page of a compared copy shows."""
    asked = asked_of(request)
    found = list(waiting(held, asked)[: SHOWN + 1])
    fields, agencies = groups(held)
    faults = [[str(f["line"]), f["code"], f["reason"]] for f in held.report["faults"][:SHOWN]]
    columns = [Column(_("Dòng"), number=True), Column(_("Mã")), Column(_("Lý do"))]
    return {
        "held": held,
        "report": held.report,
        "asked": asked,
        "changes": [(one, _parts(one)) for one in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "waiting": waiting(held, asked).count(),
        "fields": fields,
        "agencies": agencies,
        "faults": Table(_("Các dòng không đọc được"), columns, faults) if faults else None,
        "is_importer": held.made_by_id == actor_for(request).user_id,
    }


@require_POST
@role_required(Administrator)
def compare_copy_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more what could not be compared, with the day of the copy where it names none."""
    held, form = get_object_or_404(NationalImport.objects.defer("content"), pk=pk), CopyDayForm(request.POST)
    if not form.is_valid():
        context = {"held": held, "form": form}
        return render(request, "onestop/national_import/waits.html", context, status=422)
    day = form.cleaned_data["edition"]
    try:
        compare_again(import_id=pk, by=actor_for(request), now=clock.now(), edition=day)
    except NothingToCompare:
        messages.info(request, _("Bản trích này đã đối chiếu rồi."))
    return redirect("national_copy", pk)


def asked_of(request: HttpRequest) -> Narrowed:
    given = request.POST if request.method == "POST" else request.GET
    longest = {"field": ("linh-vuc", 60), "agency": ("co-quan", 300), "kind": ("loai", 10)}
    return Narrowed(
        **{key: given.get(name, "")[:most].replace("\x00", "") for key, (name, most) in longest.items()}
    )


def _parts(change: NationalChange) -> list[tuple[str, str, str]]:
    """Part, before, after; the parts in words."""
    return [(str(PARTS.get(part, part)), *change.differences[part]) for part in change.parts]


@require_safe
@role_required(Administrator)
def copy_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line that could not be read, as CSV."""
    held = get_object_or_404(NationalImport.objects.defer("content"), pk=pk)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Dòng"), _("Mã"), _("Lý do")])
    writer.writerows(
        [f["line"], guarded(f["code"]), guarded(f["reason"])] for f in held.report.get("faults", [])
    )
    answer = HttpResponse(b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="loi-ban-trich-{pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@role_required(Administrator)
def approve_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Order the waiting changes: of a field, an agency, a kind, or of one procedure (`ma`)."""
    get_object_or_404(NationalImport.objects.only("pk"), pk=pk)
    code = request.POST.get("ma", "")[:40].replace("\x00", "")
    words = {"codes": [code]} if code else {"asked": asked_of(request)}
    try:
        order = approve_national_changes(import_id=pk, by=actor_for(request), now=clock.now(), **words)
        message = _("Đã duyệt %(n)s thay đổi. Máy đang ghi vào danh mục, trang này cho biết đến đâu.")
        messages.success(request, message % {"n": order.total})
    except NothingWaits:
        messages.info(request, _("Không còn thay đổi nào chờ duyệt; không ghi lần hai."))
    except OwnCopy as error:
        messages.error(request, str(error))
    return redirect("national_copy", pk)


@require_POST
@role_required(Administrator)
def resume_changes(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Go on with what stopped."""
    get_object_or_404(NationalApproval.objects.only("pk"), pk=order, batch=pk)
    try:
        resume_approval(approval_id=order, by=actor_for(request), now=clock.now())
        messages.success(request, _("Máy đang ghi tiếp phần còn lại."))
    except StillRunning:
        messages.info(request, _("Máy vẫn đang ghi, hoặc đã ghi xong; không cần chạy tiếp."))
    except OwnCopy as error:
        messages.error(request, str(error))
    return redirect("national_copy", pk)
