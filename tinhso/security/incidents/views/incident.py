"""One cyber incident: the face in plain words, steps, reports, tasks, timeline, evidence, and the deeds on it."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import Conflict, NoteRefused, last_deed_sentence
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.public import DOCUMENTS, MEGABYTE, Kind, UploadRules, files_sent, serve
from tinhso.kernel.papers.public import PaperNotMade
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.lib.dates import local
from tinhso.security.incidents import deeds
from tinhso.security.incidents.forms import BreachForm, EvidenceForm, at_present
from tinhso.security.incidents.numbered import NUMBERED, evidence_of, report_of
from tinhso.security.incidents.page import page_of
from tinhso.security.incidents.papers import draft_of
from tinhso.security.incidents.permissions import can_lead, can_open_for, can_work_on
from tinhso.security.models import CyberIncident

WAYS = ["GET", "HEAD", "POST"]
RULES = UploadRules(DOCUMENTS | {Kind.ZIP, Kind.TXT, Kind.CSV}, 50 * MEGABYTE)


def _incident_of(request: HttpRequest, code: str) -> tuple[CyberIncident, Actor]:
    by = actor_for(request)
    rows = CyberIncident.objects.visible_to(by, on=clock.today())
    related = (
        "case__process",
        "case__agency",
        "agency__unit",
        "reporter",
        "merged_into__case",
        "summarised_by",
    )
    return get_object_or_404(rows.select_related(*related), case__code=code), by  # fmt: skip


@require_safe
@officer_required
def show_cyber_incident(request: HttpRequest, code: str) -> HttpResponse:
    """Every reading is noted."""
    incident, by = _incident_of(request, code)
    now = clock.now()
    log_access(by=by, purpose="coordinate", page="cyber_incident", case_ids=[incident.pk], at=now)
    today = clock.today()
    context = page_of(incident, by, now) | {
        "deeds": deeds.open_deeds(incident, by),
        "works": can_work_on(incident, by, on=today),
        "leads": can_lead(by, on=today),
        "answers": can_open_for(incident.agency_id, by, on=today),
        "now": now,
    }
    return render(request, "security/incidents/incident.html", context)


@require_safe
@officer_required
def open_evidence(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    incident, by = _incident_of(request, code)
    one = evidence_of(incident, number)
    if one is None or one.file is None:
        raise Http404
    return serve(request, one.file, by=by, cases=[incident.pk], purpose="coordinate")


@require_safe
@officer_required
def report_draft(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The report of the law, filled in with what is written now."""
    incident, by = _incident_of(request, code)
    report = report_of(incident, number)
    if report is None:
        raise Http404
    report.incident = incident
    now = clock.now()
    log_access(by=by, purpose="coordinate", page="cyber_report", case_ids=[incident.pk], at=now)
    try:
        pdf = draft_of(report, now=now)
    except PaperNotMade:
        messages.error(request, _("Chưa dựng được PDF. Thử lại sau ít phút."))
        return redirect("cyber_incident", code)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="du-thao-bao-cao-{number}.pdf"'
    return answer


@require_http_methods(WAYS)
@officer_required
def incident_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    incident, by = _incident_of(request, code)
    if deed not in deeds.DEEDS:
        raise Http404
    if request.method != "POST" and deed not in dict(deeds.open_deeds(incident, by)):
        return _not_now(request, incident, by)
    one = deeds.DEEDS[deed]
    form = _form(request, incident, by, one)
    if request.method == "POST" and _done(form, incident, by, lambda given: one.act(incident, given, by)):
        messages.success(request, _("Đã ghi."))
        return redirect("cyber_incident", code)
    return _page(request, form, incident, one.label, _hint(incident, deed) or one.hint)


def _hint(incident: CyberIncident, deed: str) -> str:
    """Whoever sums up or closes reads how many tasks nobody ticked."""
    if deed not in ("tong-ket", "dong"):
        return ""
    n = incident.tasks.filter(done_at=None).count()
    words = ngettext("Còn %(n)s việc chưa ghi là đã xong.", "Còn %(n)s việc chưa ghi là đã xong.", n)
    return words % {"n": n} if n else ""


@require_http_methods(WAYS)
@officer_required
def numbered_deed(request: HttpRequest, code: str, deed: str, number: int) -> HttpResponse:
    incident, by = _incident_of(request, code)
    one = NUMBERED.get(deed)
    found = one.find(incident, number) if one else None
    if one is None or found is None:
        raise Http404
    if request.method != "POST" and not one.is_open(incident, by):
        return _not_now(request, incident, by)
    posted = request.method == "POST"
    form = one.form(request.POST) if posted else one.form(initial=at_present(clock.now()))
    if posted and _done(form, incident, by, lambda given: one.act(found, given, by)):
        messages.success(request, _("Đã ghi."))
        return redirect("cyber_incident", code)
    return _page(request, form, incident, one.label, str(found))


def _not_now(request: HttpRequest, incident: CyberIncident, by: Actor) -> HttpResponse:
    words = last_deed_sentence(incident.pk, by) or _("Sự cố này không chờ ông/bà.")
    messages.warning(request, words)
    return redirect("cyber_incident", incident.case.code)


def _page(request: HttpRequest, form: Any, incident: CyberIncident, label: Any, hint: Any) -> HttpResponse:
    code = incident.case.code
    back = (reverse("cyber_incident", args=[code]), code)
    return form_page(request, form, title=label, back=back, go=label, hint=hint)


def _form(request: HttpRequest, incident: CyberIncident, by: Actor, deed: deeds.Deed) -> django_forms.Form:
    more = deed.more(incident, by)
    if request.method != "POST":
        return deed.form(initial=_first(incident, deed.form), **more)
    if not issubclass(deed.form, EvidenceForm):
        return deed.form(request.POST, **more)
    form = deed.form(request.POST, request.FILES, **more)
    found = files_sent(form, "file", request.FILES, by=by, now=clock.now(), rules=RULES)
    form.stored = found[-1] if found else None
    return form


def _first(incident: CyberIncident, form: type[django_forms.Form]) -> dict[str, Any]:
    """What a form begins with: the version, this moment, and what was written before."""
    first = at_present(clock.now()) | {
        "ver": incident.case.ver, "kind": incident.kind, "criteria": incident.criteria, "plan": incident.plan,
        "cause": incident.cause, "lesson": incident.lesson,
    }  # fmt: skip
    breach = getattr(incident, "data_breach", None)
    if breach is not None and form is BreachForm:
        names = (
            "data_kinds",
            "sensitive",
            "persons_count",
            "consequences",
            "measures",
            "persons_due",
            "persons_reason",
        )
        first |= {name: getattr(breach, name) for name in names}
        first |= {"day": local(breach.found_at).date(), "hour": local(breach.found_at).time()}
    return first  # fmt: skip


def _done(form: django_forms.Form, incident: CyberIncident, by: Actor, act: Any) -> bool:
    try:
        return bool(attempt(form, lambda given: act(given) or True))
    except NoteRefused as error:
        form.add_error(None, str(error))
    except Conflict:
        form.add_error(None, last_deed_sentence(incident.pk, by) or _("Sự cố này không chờ ông/bà."))
    return False
