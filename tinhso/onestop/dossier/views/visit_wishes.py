"""Asking, at one's dossier or for whoever stands at the desk, to go first or for a visit at home."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, citizen_required, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import form_page
from tinhso.onestop.dossier.actions.set_visit_wishes import DossierOver, set_visit_wishes
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.views.finding import own_dossier
from tinhso.onestop.dossier.visit_wishes import VisitWishes, wishes_visible_to
from tinhso.onestop.models import Dossier

WAYS = ["GET", "HEAD", "POST"]


class VisitWishesForm(forms.Form):
    priority = forms.BooleanField(
        label=gettext_lazy("Cần đến lượt trước tại quầy"),
        required=False,
        help_text=gettext_lazy("Người già yếu, khuyết tật, mang thai, có con nhỏ; không cần giấy tờ gì."),
    )
    home_visit = forms.BooleanField(
        label=gettext_lazy("Cần cán bộ đến nhà"),
        required=False,
        help_text=gettext_lazy("Người không đi lại được; nơi tiếp nhận gọi để hẹn ngày đến."),
    )


@require_http_methods(WAYS)
@citizen_required
def own_visit_wishes(request: HttpRequest, code: str) -> HttpResponse:
    dossier = own_dossier(request, code)
    shown = wishes_visible_to(dossier, actor_for(request))
    return _page(request, dossier, shown, reverse("dossier", args=[dossier.case.code]))


@require_http_methods(WAYS)
@role_required(DeskOfficer)
def desk_visit_wishes(request: HttpRequest, code: str) -> HttpResponse:
    """404 but at the desk that received it. Reading what is asked for is logged."""
    by = actor_for(request)
    dossier = Dossier.objects.visible_to(by).whole().filter(case__code=code).first()
    if dossier is None or not is_at_desk(dossier, by):
        raise Http404
    log_access(
        by=by, purpose="handling", page="desk_visit_wishes", case_ids=[dossier.case_id], at=clock.now()
    )
    shown = VisitWishes(dossier.priority, dossier.home_visit)
    return _page(request, dossier, shown, reverse("desk_dossier", args=[code]))


def _page(request: HttpRequest, dossier: Dossier, shown: VisitWishes, back: str) -> HttpResponse:
    wished: dict[str, Any] = asdict(shown)
    form = VisitWishesForm(request.POST if request.method == "POST" else None, initial=wished)
    if request.method == "POST" and form.is_valid():
        wishes = VisitWishes(**form.cleaned_data)
        try:
            others = set_visit_wishes(dossier=dossier, wishes=wishes, by=actor_for(request), now=clock.now())
        except DossierOver:
            messages.error(request, _("Hồ sơ đã giải quyết xong; không ghi đề nghị nữa."))
        else:
            words = _("Đã ghi, cho cả hồ sơ khác đang làm của người này.") if others else _("Đã ghi.")
            messages.success(request, words)
        return redirect(back)
    title = _("Đề nghị đến lượt trước, cán bộ đến nhà")
    hint = _("Cán bộ ở quầy và người thụ lý thấy đề nghị này. Không hỏi lý do.")
    return form_page(
        request, form, title=title, back=(back, dossier.version.procedure.name), go=_("Ghi"), hint=hint
    )
