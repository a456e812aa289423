"""The hold on a closed dossier, placed from the officer's page of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.desk.views.handling import page_with_form
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.retention.actions.hold_dossier import hold_dossier
from tinhso.onestop.store.forms import HoldForm


@require_POST
@officer_required
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing of it is erased while a complaint or an inspection is open."""
    dossier, form = desk_dossier(request, code), HoldForm(request.POST)
    if not form.is_valid():
        return page_with_form(request, dossier, "hold", form)
    hold_dossier(dossier=dossier, reason=form.cleaned_data["reason"], by=actor_for(request), now=clock.now())
    messages.success(request, "Đã tạm dừng huỷ hồ sơ này.")
    return redirect("desk_dossier", code)
