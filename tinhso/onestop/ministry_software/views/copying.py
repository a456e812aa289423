"""The sheet from which an officer copies a dossier into the ministry's software, box after box."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.ministry_software.actions.tick_copied import AnswerChanged, NoSuchBox, tick_copied
from tinhso.onestop.ministry_software.copy_lines import copy_sheet


@require_safe
@officer_required
def show_copy_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Every value with its button and its tick; the reading is noted as that of the dossier's own page."""
    dossier, by, now = desk_dossier(request, code), actor_for(request), clock.now()
    log_access(by=by, purpose="handling", page="copy_sheet", case_ids=[dossier.case_id], at=now)
    is_erased = hasattr(dossier, "erasure") or not bytes(dossier.salt)
    sheet = None if is_erased else copy_sheet(dossier, now.date())
    context = {"dossier": dossier, "sheet": sheet}
    return render(request, "onestop/ministry_software/copy_sheet.html", context)


@require_POST
@officer_required
def tick_box(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the sheet, at the next box without a tick."""
    dossier, now, by = desk_dossier(request, code), clock.now(), actor_for(request)
    key, copied = request.POST.get("key", "")[:80], request.POST.get("copied") == "1"
    seen = request.POST.get("committed", "")[:64]
    try:
        tick_copied(dossier=dossier, key=key, copied=copied, by=by, now=now, committed=seen)
    except AnswerChanged:
        messages.error(request, _("Nội dung ô này vừa đổi; chép lại nội dung mới rồi đánh dấu."))
        return redirect("copy_sheet", code)
    except NoSuchBox:
        messages.error(request, _("Ô này không còn trong hồ sơ; trang vừa tải lại bản mới nhất."))
        return redirect("copy_sheet", code)
    sheet = copy_sheet(dossier, now.date())
    lines = {line.key: line.anchor for line in sheet.lines}
    anchor = sheet.after(key) if copied else lines.get(key, "")
    return redirect(reverse("copy_sheet", args=[code]) + (f"#{anchor}" if anchor else ""))
