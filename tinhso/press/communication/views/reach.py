"""How far the agency's own pages reach: numbers of all together by month, each with what proves it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.files.public import Kind, UploadRules, files_sent, serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.channels.permissions import RUNS
from tinhso.press.communication import forms
from tinhso.press.communication.actions.enter_reach import enter_reach
from tinhso.press.communication.views.plans import WAYS
from tinhso.press.communication.views.tabs import communication_tabs
from tinhso.press.models import Channel, ReachFigure

PAGE = 60


@require_safe
@role_required(*RUNS)
def reach_figures(request: HttpRequest) -> HttpResponse:
    """Of the agency's pages, the newest month first, also what was replaced. Four queries."""
    by = actor_for(request)
    rows = ReachFigure.objects.filter(channel__agency=by.agency_id).select_related("channel", "by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "channels": Channel.objects.of_agency(by).on(clock.today()).pages(),
        "tabs": communication_tabs("reach_figures", by),
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/communication/reach.html", context)


@require_http_methods(WAYS)
@role_required(*RUNS)
def new_reach(request: HttpRequest, number: int) -> HttpResponse:
    """Of one page of the agency."""
    by, now = actor_for(request), clock.now()
    channel = get_object_or_404(Channel.objects.of_agency(by).pages(), pk=number)
    sent = request.method == "POST"
    form = forms.ReachForm(*((request.POST, request.FILES) if sent else ()))
    stored = files_sent(form, "evidence", request.FILES, by=by, now=now, rules=EVIDENCE) if sent else []

    def deed(given: dict[str, Any]) -> object:
        words = given | {"evidence": stored[-1] if stored else None}
        return enter_reach(channel=channel, by=by, now=now, **words)

    if sent and attempt(form, deed):
        messages.success(request, _("Đã ghi số tiếp cận."))
        return redirect("reach_figures")
    title = _("Ghi số tiếp cận: %(name)s") % {"name": channel.name}
    hint = _("Chỉ ghi số gộp của cả trang, không ghi về người theo dõi.")
    back = (reverse("reach_figures"), _("Số tiếp cận"))
    return form_page(request, form, title=title, back=back, go=_("Ghi"), hint=hint)


@require_safe
@role_required(*RUNS)
def reach_evidence(request: HttpRequest, number: int) -> HttpResponseBase:
    by = actor_for(request)
    rows = ReachFigure.objects.filter(channel__agency=by.agency_id, evidence__isnull=False)
    found = get_object_or_404(rows.select_related("evidence"), pk=number)
    assert found.evidence is not None
    return serve(request, found.evidence, by=by, cases=None)


EVIDENCE = UploadRules(frozenset({Kind.PDF, Kind.JPG, Kind.PNG, Kind.WEBP}), clean_pictures=True)
