"""Packages of one file for the historical archive: asked for, downloaded, handed over with a protocol."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.archiving import package_page
from tinhso.documents.archiving.actions.ask_package import ask_package
from tinhso.documents.archiving.actions.record_receipt import record_receipt
from tinhso.documents.archiving.forms import ReceiptForm
from tinhso.documents.archiving.permissions import check_can_pack_file, check_can_take_package
from tinhso.documents.archiving.readiness import inside, problems_of
from tinhso.documents.models import ArchivePackage, WorkFile
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.work_files.views.files import READING, file_of
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page


@require_safe
@officer_required
def show_packages(request: HttpRequest, pk: int) -> HttpResponse:
    """The packages of a file, what still stands in the way of one, the formats in the newest."""
    file, by = file_of(request, pk), actor_for(request)
    check_can_pack_file(file, by)
    packages = list(file.packages.select_related("asked_by", "file"))
    newest = next((one for one in packages if one.contents), None)
    context: dict[str, Any] = {
        "tabs": document_tabs(request, by),
        "file": file,
        "table": package_page.packages_table(packages),
        "problems": _problems(file, packages),
        "newest": newest,
        "contents": package_page.contents_table(newest) if newest else None,
        "changing": package_page.changing_formats(newest) if newest else [],
        "received": any(one.state == ArchivePackage.State.RECEIVED for one in packages),
    }
    return render(request, "documents/archiving/packages.html", context)


def _problems(file: WorkFile, packages: list[ArchivePackage]) -> list[str]:
    if file.hold_reason:
        return [_("Hồ sơ đang được giữ nguyên trạng.")]
    if file.state != WorkFile.State.ARCHIVED:
        return [_("Hồ sơ chưa nộp vào lưu trữ cơ quan.")]
    if file.keep_years is not None:
        return [_("Hồ sơ không thuộc loại bảo quản vĩnh viễn.")]
    return problems_of(inside(file))


@require_POST
@officer_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    try:
        ask_package(file=file, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đang lập gói, vài phút nữa tải lại trang này."))
    except EntryRefused as refused:
        messages.warning(request, str(refused))
    return redirect("archive_packages", pk)


def package_of(request: HttpRequest, pk: int, package: int) -> ArchivePackage:
    """404 unless this officer sees the file and the package is built."""
    file = file_of(request, pk)
    check_can_pack_file(file, actor_for(request))
    found = get_object_or_404(file.packages.select_related("file"), pk=package, file__isnull=False)
    found.work_file = file
    return found


@require_POST
@officer_required
def download(request: HttpRequest, pk: int, package: int) -> HttpResponseBase:
    """The package itself; POST, for it is noted who took it."""
    found, by = package_of(request, pk, package), actor_for(request)
    check_can_take_package(found.work_file, by, clock.today())
    entries = found.work_file.entries.filter(removed_at=None).values_list("outgoing", "arriving")
    cases = [case for pair in entries for case in pair if case]
    stored = found.file
    if stored is None:
        raise LookupError(package)
    return serve(request, stored, by=by, cases=cases, purpose=READING)


@require_safe
@officer_required
def show_protocol(request: HttpRequest, pk: int, package: int) -> HttpResponse:
    """The protocol of the hand-over, to be printed and signed by both sides."""
    found = package_of(request, pk, package)
    check_can_take_package(found.work_file, actor_for(request), clock.today())
    answer = HttpResponse(package_page.protocol_pdf(found, now=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="bien-ban-{found.code}.pdf"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def receive(request: HttpRequest, pk: int, package: int) -> HttpResponse:
    """What the historical archive said when it received the package."""
    found, by = package_of(request, pk, package), actor_for(request)
    initial = {"received_on": clock.today().strftime("%d/%m/%Y")}
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda given: record_receipt(package=found, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi việc lưu trữ lịch sử nhận hồ sơ."))
        return redirect("archive_packages", pk)
    return form_page(
        request,
        form,
        title=_("Lưu trữ lịch sử nhận gói %(code)s") % {"code": found.code},
        back=(reverse("archive_packages", args=[pk]), found.work_file.code),
        go=_("Ghi việc nhận"),
        hint=_("Ghi theo biên bản giao nhận hai bên đã ký."),
    )
