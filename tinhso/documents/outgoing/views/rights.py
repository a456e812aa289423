"""Rights on documents that somebody gave by hand: told to the heads of the agency until one has confirmed or taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.documents.models import RightChange
from tinhso.documents.outgoing.actions.decide_right import decide_right
from tinhso.documents.pages.tabs import document_tabs
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import ROLES, Head
from tinhso.kernel.site import clock

MOST = 100


@require_safe
@role_required(Head)
def show_rights(request: HttpRequest) -> HttpResponse:
    """The oldest first, by the code of the document alone: who is not on its routing list learns no word of it."""
    by = actor_for(request)
    rows = RightChange.objects.waiting_for(by).select_related("document__case", "officer", "by")
    found = list(rows[: MOST + 1])
    context = {
        "tabs": document_tabs(request, by),
        "rows": [(one, ROLES[one.role].label if one.role in ROLES else one.role) for one in found[:MOST]],
        "more": len(found) > MOST,
    }
    return render(request, "documents/outgoing/rights.html", context)


@require_POST
@role_required(Head)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """`confirm` says that the right stands; without it, it is taken back."""
    by = actor_for(request)
    rows = RightChange.objects.filter(document__case__agency_id=by.agency_id or 0)
    change = get_object_or_404(rows.select_related("document__case"), pk=pk)
    confirm = request.POST.get("confirm") == "yes"
    decide_right(change=change, confirm=confirm, by=by, now=clock.now())
    words = _("Đã xác nhận quyền xem.") if confirm else _("Đã thu lại quyền xem.")
    messages.success(request, words)
    return redirect("document_rights")
