"""The result as a paper before anybody signs it: for the examiner from what is typed, then for the head and the clerk."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.authority import authority_of
from tinhso.onestop.desk.page import form_for
from tinhso.onestop.desk.permissions import deeds_open
from tinhso.onestop.desk.views.handling import page_with_form
from tinhso.onestop.dossier.permissions import can_read_draft
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.forms import WordingForm
from tinhso.onestop.results.results import NoSigner, draw_preview, drawn_for

NOBODY = "Hôm nay chưa có ai được quyền ký cho cơ quan và lĩnh vực này nên chưa lập được văn bản xem trước."


@require_POST
@officer_required
def preview_wording(request: HttpRequest, code: str) -> HttpResponse:
    """What the examiner has typed, as the head would get it; nothing is sent and nothing is kept."""
    dossier, actor, now = desk_dossier(request, code), actor_for(request), clock.now()
    if "decide" not in deeds_open(dossier, actor, now):
        raise Http404
    wording, form = WordingForm(request.POST), form_for("decide", dossier, now, request.POST)
    if not wording.is_valid():
        return page_with_form(request, dossier, "decide", form)
    articles = WordingForm.lines(wording.cleaned_data["articles"])
    typed = Decision(dossier=dossier, title=wording.cleaned_data["title"], articles=articles)
    log_access(by=actor, purpose="handling", page="preview_wording", case_ids=[dossier.case_id], at=now)
    try:
        return preview_file(dossier, typed, request)
    except NoSigner:
        form.add_error(None, NOBODY)
        return page_with_form(request, dossier, "decide", form)


@require_safe
@officer_required
def preview_result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The drafted result for whoever is to sign it; once drawn up or signed, that very file."""
    dossier, actor, now = desk_dossier(request, code), actor_for(request), clock.now()
    decision = Decision.objects.filter(dossier=dossier).first()
    if decision is None or not can_read_draft(dossier, actor):
        raise Http404
    paper = drawn_for(decision, authority_of(dossier, actor, now.date()))
    if paper is not None:
        return serve(request, paper.file, by=actor, cases=[dossier.case_id], purpose="signing")
    log_access(by=actor, purpose="signing", page="preview_result", case_ids=[dossier.case_id], at=now)
    try:
        return preview_file(dossier, decision, request)
    except NoSigner:
        messages.error(request, NOBODY)
        return page_with_form(request, dossier, "sign", form_for("sign", dossier, now))


def preview_file(dossier: Dossier, decision: Decision, request: HttpRequest) -> HttpResponse:
    """The preview as a PDF in the browser. NoSigner."""
    now = clock.now()
    authority = authority_of(dossier, actor_for(request), now.date())
    answer = HttpResponse(draw_preview(dossier, decision, authority, now=now), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="xem-truoc-{dossier.case.code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
