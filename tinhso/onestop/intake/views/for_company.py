"""Filing for a company by its account: the representative, or an employee while the delegation holds."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import NoCompetence, Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.places import commune, commune_choices, seats_for
from tinhso.onestop.companies.standing import CompanyRight, rights_of
from tinhso.onestop.intake.actions.start_for_company import NoDelegation, start_for_company
from tinhso.onestop.intake.forms import StartForm
from tinhso.onestop.intake.views.fill import resumed
from tinhso.onestop.intake.views.on_behalf import offered
from tinhso.onestop.models import Dossier, Procedure, ProcedureVersion


class CompanyStartForm(StartForm):
    """Which company, and for which place."""

    right = forms.ChoiceField(
        label=_("Nộp cho doanh nghiệp"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn doanh nghiệp."),
            "invalid_choice": _("Ông/bà không còn nộp được cho doanh nghiệp này."),
        },
    )
    field_order = ["right", "unit"]


def right_words(right: CompanyRight) -> str:
    """The company, its number, and by what."""
    company = f"{right.company.full_name} ({right.company.id_number})"
    if right.delegation is None:
        return gettext("%(company)s · người đại diện theo pháp luật") % {"company": company}
    words = gettext("%(company)s · được ủy quyền đến hết %(day)s")
    return words % {"company": company, "day": vn_date(right.delegation.ends_on)}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def start_company(request: HttpRequest, code: str) -> HttpResponse:
    """For which company; a page that says where a delegation comes from to whoever has none."""
    procedure = get_object_or_404(Procedure.objects.select_related("field"), code=code)
    version, level = offered(procedure, clock.today())
    rights = {one.key: one for one in rights_of(actor_for(request).person_id, code, clock.today())}
    units = commune_choices(clock.today()) if level != "province" else []
    initial = {"client_key": uuid.uuid4(), "right": next(iter(rights)) if len(rights) == 1 else ""}
    form = CompanyStartForm(request.POST or None, units=units, initial=initial)
    form.fields["right"].choices = [(key, right_words(one)) for key, one in rights.items()]  # type: ignore[attr-defined]
    if form.is_valid():
        right = rights[form.cleaned_data["right"]]
        if dossier := opened(request, form, right, version, level):
            return redirect(resumed(dossier))
    context = {"procedure": procedure, "form": form, "rights": rights}
    status = 422 if form.errors else 200
    return render(request, "onestop/intake/start_company.html", context, status=status)


def opened(
    request: HttpRequest, form: CompanyStartForm, right: CompanyRight, version: ProcedureVersion, level: str
) -> Dossier | None:
    """The draft, or None with the reason beside the field."""
    data, now, actor = form.cleaned_data, clock.now(), actor_for(request)
    unit = commune(data["unit"], now.date()) if "unit" in data else None
    try:
        agency, desk = seats_for(version.procedure, level, unit, now.date())
        return start_for_company(
            version=version,
            level=level,
            agency=agency,
            desk=desk,
            right=right,
            submitter=get_object_or_404(Person, pk=actor.person_id),
            place=unit,
            by=actor,
            now=now,
            client_key=data["client_key"],
        )
    except NoCompetence:
        form.add_error(None, _("Chưa có cơ quan nào được giao giải quyết thủ tục này ở nơi đã chọn."))
    except NoDelegation:
        form.add_error("right", _("Ông/bà không còn nộp được cho doanh nghiệp này."))
    return None
