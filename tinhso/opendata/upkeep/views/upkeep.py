from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import Case
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.opendata.dataset.permissions import OpenDataForbidden, can_answer
from tinhso.opendata.models import Upkeep
from tinhso.opendata.upkeep.actions.keep_upkeep import review_dataset


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def upkeep(request: HttpRequest, code: str) -> HttpResponse:
    """The reminder of a dataset's clock; POST says that it was looked over."""
    by = actor_for(request)
    case = get_object_or_404(Case.objects.visible_to(by), code=code)
    found = get_object_or_404(Upkeep.objects.select_related("dataset", "dataset__current"), case=case)
    if request.method == "POST":
        try:
            review_dataset(dataset=found.dataset, by=by, now=clock.now())
        except OpenDataForbidden as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã ghi lần rà soát."))
        return redirect("upkeep", code)
    context = {
        "upkeep": found,
        "case": case,
        "dataset": found.dataset,
        "answers": can_answer(found.dataset.publisher_id, by),
    }
    return render(request, "opendata/upkeep/upkeep.html", context)
