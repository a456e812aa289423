"""Catalogues elsewhere: named by the data officer, looked at before anything is taken, then harvested by a job."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.events.public import job
from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.opendata.dataset.permissions import can_answer, check_can_answer, check_can_write
from tinhso.opendata.harvest.actions.enter_source import SourceRefused, enter_source
from tinhso.opendata.harvest.forms import SourceForm
from tinhso.opendata.harvest.plan import WORDS, plan_of
from tinhso.opendata.harvest.record import HarvestFailed
from tinhso.opendata.models import HarvestSource

MOST_SHOWN = 200
PREVIEW_SECONDS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def harvest_sources(request: HttpRequest) -> HttpResponse:
    """The agency's sources, and the form for another."""
    by = actor_for(request)
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    check_can_write(agency.pk, by)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_source(agency=agency, by=by, now=clock.now(), **form.cleaned_data)
        except SourceRefused as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, _("Đã khai nguồn."))
            return redirect("harvest_source", made.pk)
    sources = HarvestSource.objects.filter(agency=agency)
    context = {"form": form, "sources": sources, "answers": can_answer(agency.pk, by)}
    return render(
        request, "opendata/harvest/harvest_sources.html", context, status=400 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def harvest_source(request: HttpRequest, source_id: int) -> HttpResponse:
    """GET shows the source, with `xem-truoc` what a run would do; POST has a worker run it."""
    by = actor_for(request)
    source = get_object_or_404(HarvestSource, pk=source_id, agency_id=by.agency_id or 0)
    check_can_write(source.agency_id, by)
    if request.method == "POST":
        check_can_answer(source.agency_id, by, maker=None)
        job("opendata.harvest_one").defer(source_id=source.pk)
        messages.success(request, _("Đã xếp lịch thu thập; kết quả hiện ở trang này."))
        return redirect("harvest_source", source.pk)
    report = [(str(WORDS[deed]), source.last_report[deed]) for deed in WORDS if source.last_report.get(deed)]
    context: dict[str, Any] = {
        "source": source,
        "report": report,
        "answers": can_answer(source.agency_id, by),
    }
    if "xem-truoc" in request.GET:
        try:
            # rdflib: heavy, and for harvests alone
            from tinhso.opendata.harvest.reading import read_source

            planned = plan_of(source, read_source(source, seconds=PREVIEW_SECONDS))
            context["planned"] = [(WORDS[one.deed], one) for one in planned[:MOST_SHOWN]]
            context["total"] = len(planned)
        except HarvestFailed as error:
            context["problem"] = str(error)
    records = source.records.select_related("dataset").order_by("-seen_at")[:MOST_SHOWN]
    return render(request, "opendata/harvest/harvest_source.html", context | {"records": records})
