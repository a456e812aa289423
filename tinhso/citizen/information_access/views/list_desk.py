"""Where officers say what of the yearly list their agency has published, and see what is missing."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.citizen.information_access.actions.fill_public_list import (
    EntryWrong,
    enter_public_information,
    remove_public_information,
)
from tinhso.citizen.information_access.forms import PublicEntryForm
from tinhso.citizen.information_access.permissions import can_fill_list
from tinhso.citizen.information_access.public_items import list_of
from tinhso.citizen.information_access.views.open_pages import FIRST_YEAR, year_of
from tinhso.citizen.models import PublicInformation
from tinhso.kernel.people.public import Actor, Agency, actor_for, officer_required
from tinhso.kernel.site import clock


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def desk_public_list(request: HttpRequest) -> HttpResponse:
    """The own agency's list of a year: what is public, what is missing, and a form for one more."""
    actor, now = actor_for(request), clock.now()
    agency = get_object_or_404(Agency, pk=actor.agency_id)
    year = year_of(request.GET.get("nam", ""), now.date().year)
    form = PublicEntryForm(request.POST or None, agency=agency, for_year=year)
    if request.method == "POST" and form.is_valid() and entry_saved(form, actor, now):
        messages.success(request, _("Đã ghi vào danh mục."))
        return redirect(f"{reverse('desk_public_list')}?nam={year}")
    lines = list_of(agency, year)
    context = {
        "agency": agency,
        "form": form if can_fill_list(actor) else None,
        "lines": lines,
        "n": sum(bool(line.entries) for line in lines),
        "year": year,
        "years": range(now.date().year, FIRST_YEAR - 1, -1),
        "day": now.date(),
    }
    status = 422 if form.errors else 200
    return render(request, "citizen/information_access/list_desk.html", context, status=status)


def entry_saved(form: PublicEntryForm, by: Actor, now: datetime) -> bool:
    """Whether it was written; else a sentence stands at its box."""
    data = form.cleaned_data
    try:
        enter_public_information(by=by, now=now, **(data | {"kind": PublicInformation.Kind(data["kind"])}))
    except EntryWrong as error:
        form.add_error(error.field, str(error))
        return False
    return True


@require_POST
@officer_required
def remove_public_entry(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_for(request)
    entry = get_object_or_404(PublicInformation, pk=pk, agency_id=actor.agency_id)
    remove_public_information(entry=entry, by=actor, now=clock.now())
    messages.success(request, _("Đã bỏ khỏi danh mục."))
    return redirect(f"{reverse('desk_public_list')}?nam={entry.year}")
