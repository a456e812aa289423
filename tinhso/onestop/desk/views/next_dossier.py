from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.public import Participant
from tinhso.kernel.people.public import actor_for, officer_required


@require_safe
@officer_required
def open_next(request: HttpRequest) -> HttpResponse:
    """The most urgent dossier that waits for the same deed as the one left, that one aside; else any; else the list."""
    turns = Participant.objects.turns_of(actor_for(request)).filter(case__kind="dossier")
    left = turns.filter(case__code=request.GET.get("sau", "")[:60].replace("\x00", "")).first()
    waiting = turns.order_by(F("due_at").asc(nulls_last=True), "pk").select_related("case")
    found = None
    if left is not None:
        after = waiting.exclude(pk=left.pk).filter(act=left.act)
        due = after.filter(due_at__gte=left.due_at) if left.due_at else after
        found = due.exclude(due_at=left.due_at, pk__lt=left.pk).first() or after.first()
        waiting = waiting.exclude(pk=left.pk)
    found = found or waiting.first()
    if found is None:
        messages.info(request, _("Không còn hồ sơ nào đang chờ ông/bà."))
        return redirect("worklist")
    return redirect("desk_dossier", found.case.code)
