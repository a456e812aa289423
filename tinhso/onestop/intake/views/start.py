import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import NoCompetence, Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.places import commune, commune_choices, level_of, seats_for
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.forms import StartForm
from tinhso.onestop.models import NoVersion, Procedure, ProcedureVersion


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Before the form: what is needed, and for which place. The same page sent twice makes one draft."""
    now, procedure = clock.now(), get_object_or_404(Procedure.objects.select_related("field"), code=code)
    level = level_of(procedure, now.date())
    if level is None or not rule("own_portal_open", on=now.date()):
        raise Http404
    try:
        version = ProcedureVersion.objects.of(procedure, now.date())
    except NoVersion as error:
        raise Http404 from error
    if ProcedureVersion.Channel.ONLINE not in version.channels:
        raise Http404
    units = commune_choices(now.date()) if level != "province" else []
    form = StartForm(request.POST or None, units=units, initial={"client_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        actor = actor_for(request)
        unit = commune(form.cleaned_data["unit"], now.date()) if units else None
        try:
            agency, desk = seats_for(procedure, level, unit, now.date())
        except NoCompetence:
            form.add_error(None, "Chưa có cơ quan nào được giao giải quyết thủ tục này ở nơi đã chọn.")
        else:
            dossier = start_dossier(
                version=version,
                level=level,
                agency=agency,
                desk=desk,
                place=unit,
                person=get_object_or_404(Person, pk=actor.person_id),
                by=actor,
                now=now,
                client_key=form.cleaned_data["client_key"],
            )
            return redirect("fill", dossier.case.code, version.definition.steps[0].id)
    context = {"procedure": procedure, "version": version, "form": form, "limit": version.limit_at(level)}
    return render(request, "onestop/start.html", context)
