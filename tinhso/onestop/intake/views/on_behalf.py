"""Nộp hộ: a citizen files for somebody else. Plain pages for an old phone; nothing needs JavaScript."""

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import NoCompetence, Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import allow
from tinhso.onestop.catalogue.places import commune, commune_choices, level_of, seats_for
from tinhso.onestop.dossier.applicants import Applicant, ForOneself
from tinhso.onestop.dossier.views.finding import own_dossier
from tinhso.onestop.intake.actions.start_for_other import start_for_other
from tinhso.onestop.intake.consent_forms import OtherForm
from tinhso.onestop.intake.counter_forms import person_kind
from tinhso.onestop.intake.views.consent import consent_page
from tinhso.onestop.models import Consent, Dossier, NoVersion, Procedure, ProcedureVersion

STARTS = (
    30  # dossiers opened for others by one person in an hour: a team's busiest hour, and no trawl of names
)
TOO_MANY = "Ông/bà đã mở nhiều hồ sơ nộp hộ trong một giờ. Chờ một giờ rồi mở tiếp; hồ sơ đã mở vẫn còn."


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def start_for(request: HttpRequest, code: str) -> HttpResponse:
    """For whom, as what, for which place; then their consent."""
    procedure = get_object_or_404(Procedure.objects.select_related("field"), code=code)
    version, level = offered(procedure, clock.today())
    units = commune_choices(clock.today()) if level != "province" else []
    form = OtherForm(request.POST or None, units=units, initial={"client_key": uuid.uuid4()})
    if form.is_valid() and (dossier := opened(request, form, version, level)):
        return redirect("consent", dossier.case.code)
    context = {"procedure": procedure, "form": form}
    return render(request, "onestop/intake/start_for.html", context, status=422 if form.errors else 200)


def offered(procedure: Procedure, on: date) -> tuple[ProcedureVersion, str]:
    """The version that may be filed on our own portal that day, and its level; 404 otherwise."""
    level = level_of(procedure, on)
    if level is None or not rule("own_portal_open", on=on):
        raise Http404
    try:
        version = ProcedureVersion.objects.of(procedure, on)
    except NoVersion as error:
        raise Http404 from error
    if ProcedureVersion.Channel.ONLINE not in version.channels:
        raise Http404
    return version, level


def opened(request: HttpRequest, form: OtherForm, version: ProcedureVersion, level: str) -> Dossier | None:
    """The draft, or None with the reason beside the field."""
    data, now, actor = form.cleaned_data, clock.now(), actor_for(request)
    if not allow("start_for_other", str(actor.person_id), STARTS, 3600):
        form.add_error(None, TOO_MANY)
        return None
    unit = commune(data["unit"], now.date()) if "unit" in data else None
    number = data["id_number"]
    try:
        agency, desk = seats_for(version.procedure, level, unit, now.date())
        return start_for_other(
            version=version,
            level=level,
            agency=agency,
            desk=desk,
            place=unit,
            applicant=Applicant(person_kind(number), number, data["full_name"], data["birth_date"]),
            submitter=get_object_or_404(Person, pk=actor.person_id),
            capacity=Consent.Capacity(data["capacity"]),
            by=actor,
            now=now,
            client_key=data["client_key"],
        )
    except NoCompetence:
        form.add_error(None, "Chưa có cơ quan nào được giao giải quyết thủ tục này ở nơi đã chọn.")
    except ForOneself:
        form.add_error("id_number", "Đây là số của chính ông/bà. Nộp cho mình thì bấm “Nộp hồ sơ”.")
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """The consent of the person whom the dossier is for; only for whoever files for them."""
    dossier = own_dossier(request, code)
    if dossier.case.submitter_id != actor_for(request).person_id or not hasattr(dossier, "consent"):
        raise Http404
    return consent_page(request, dossier, at_desk=False)
