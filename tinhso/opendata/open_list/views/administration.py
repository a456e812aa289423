"""The keeper's page: which tables there are, the chairman's list, opening and withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.opendata.dataset.publisher_queries import ended_codes
from tinhso.opendata.models import Dataset, OpenDataList
from tinhso.opendata.open_list.actions.enter_open_list import ListRefused, enter_open_list
from tinhso.opendata.open_list.actions.open_dataset import (
    ChangedMeanwhile,
    NotApproved,
    NotListed,
    open_dataset,
)
from tinhso.opendata.open_list.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.open_list.forms import OpenListForm

DEEDS = {"mo": open_dataset, "thoi-mo": withdraw_dataset}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def keep_datasets(request: HttpRequest) -> HttpResponse:
    """All datasets with their state; the form for a decision."""
    form = OpenListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_open_list(**form.cleaned_data, by=actor_for(request), now=clock.now())
        except ListRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(
                request, _("Đã nhập danh mục theo Quyết định số %(number)s.") % {"number": made.number}
            )
            return redirect("keep_datasets")
    context = {
        "form": form,
        "datasets": Dataset.objects.select_related("publisher", "current"),
        "ended": ended_codes(),
        "lists": OpenDataList.objects.prefetch_related("lines"),
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "opendata/open_list/keep_datasets.html", context, status=status)


@require_POST
@role_required(Administrator)
def move_dataset(request: HttpRequest, slug: str, deed: str) -> HttpResponse:
    """Open a listed dataset, or cease to offer it."""
    found = get_object_or_404(Dataset, slug=slug)
    try:
        DEEDS[deed](dataset=found, ver=sent_version(request), by=actor_for(request), now=clock.now())
    except (NotListed, NotApproved, ChangedMeanwhile) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi."))
    return redirect("keep_datasets")
