"""Asking a source from the page of papers, and throwing away what it said."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.views.finding import own_dossier
from tinhso.onestop.models import Dossier
from tinhso.onestop.once_only.actions.keep_source_records import drop_source_record
from tinhso.onestop.once_only.ask_and_keep import ConsentMissing, ask_and_keep
from tinhso.onestop.once_only.permissions import can_ask_sources


@require_POST
@citizen_required
def ask_source(request: HttpRequest, code: str) -> HttpResponse:
    """One paper's source is asked; the page of papers says what came, or why nothing did."""
    dossier = _dossier_to_ask(request, code)
    key = request.POST.get("nguon", "")[:60]
    ask(request, dossier, [key])
    return redirect(reverse("attach", args=[code]) + (f"#p-{key}" if key.isidentifier() else ""))


@require_POST
@citizen_required
def drop_source(request: HttpRequest, code: str) -> HttpResponse:
    """The person would rather hand in the paper itself."""
    dossier = _dossier_to_ask(request, code)
    key = request.POST.get("nguon", "")[:60]
    drop_source_record(dossier=dossier, key=key, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ dữ liệu lấy từ nguồn. Ông/bà gửi tệp của giấy tờ này."))
    return redirect("attach", code)


def ask(request: HttpRequest, dossier: Dossier, keys: list[str]) -> None:
    """Told in one message: what came, or what is still to be done."""
    try:
        records = ask_and_keep(
            dossier, keys, consent="dong_y" in request.POST, by=actor_for(request), now=clock.now()
        )
    except ConsentMissing:
        messages.warning(
            request, _("Đánh dấu đồng ý rồi mới lấy được dữ liệu. Không đồng ý thì tự điền hoặc gửi tệp.")
        )
        return
    if any(one.found for one in records):
        messages.success(request, _("Đã lấy dữ liệu. Ông/bà kiểm tra lại trước khi nộp."))
    for title, reason in {(one.title, one.reason) for one in records if not one.found}:
        messages.warning(
            request, _("Chưa lấy được dữ liệu từ %(name)s. %(why)s") % {"name": title, "why": reason}
        )
    if not records:
        messages.warning(request, _("Chưa có dữ liệu nào lấy được lúc này."))


def _dossier_to_ask(request: HttpRequest, code: str) -> Dossier:
    dossier = own_dossier(request, code)
    if not can_ask_sources(dossier, actor_for(request)):
        raise Http404
    return dossier
