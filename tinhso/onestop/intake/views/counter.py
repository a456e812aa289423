"""Tiếp nhận mới: the desk finds the procedure, says who applies, and enters what lies before it."""

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import Case
from tinhso.kernel.people.public import NoCompetence, Person, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import allow
from tinhso.lib.forms.dates import write_day
from tinhso.onestop.catalogue.places import WrongDesk, commune, commune_choices, counter_seats, level_of
from tinhso.onestop.catalogue.search import OWN_LEVELS, find_procedures
from tinhso.onestop.catalogue.views.catalogue import asked_of
from tinhso.onestop.dossier.applicants import AnotherName, Applicant, ForOneself
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.counter_forms import ApplicantForm, closed_up, is_number, person_kind
from tinhso.onestop.intake.frequent import frequent_procedures
from tinhso.onestop.models import Consent, Dossier, NoVersion, Procedure, ProcedureVersion

LOOKS = 300  # people looked up by one officer in an hour: a desk's busiest hour, and no trawl


@require_safe
@role_required(DeskOfficer)
def counter(request: HttpRequest) -> HttpResponse:
    """Find the procedure, by the same search as the public's; only what the province receives can be chosen."""
    asked = asked_of(request)
    found = find_procedures(asked, on=clock.today(), facets=False) if asked.words else None
    context: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "agency_levels": [str(level) for level in OWN_LEVELS],
    }
    if found is None:
        context["frequent"] = frequent_procedures(actor_for(request).agency_id or 0, clock.today())
    return render(request, "onestop/intake/counter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def counter_start(request: HttpRequest, code: str) -> HttpResponse:
    """Who applies. "Tìm người nộp" fills in whom we know; the other button opens the draft."""
    today = clock.today()
    procedure = get_object_or_404(Procedure.objects.select_related("field"), code=code)
    level = level_of(procedure, today)
    version = version_of(procedure, today)
    if level is None or version is None:
        raise Http404
    words: dict[str, Any] = {"units": commune_choices(today) if level != "province" else [], "today": today}
    first = {"client_key": uuid.uuid4(), "source": Case.Source.COUNTER}
    number = closed_up(request.POST.get("id_number", "")) if "lookup" in request.POST else ""
    wrong = "lookup" in request.POST and not is_number(number)
    facts = person_facts(number, request) if number else {}
    if "lookup" in request.POST:
        form = ApplicantForm(initial=first | request.POST.dict() | (facts or {}), **words)
    else:
        form = ApplicantForm(request.POST or None, initial=first, **words)
    if form.is_valid() and (dossier := opened(request, form, procedure, version, level)):
        return redirect("counter_entry", dossier.case.code)
    context = {"procedure": procedure, "version": version, "form": form, "looked": number, "wrong": wrong}
    context |= {"unknown": facts == {}, "too_many": facts is None, "looks": LOOKS}
    return render(request, "onestop/intake/counter_start.html", context, status=422 if form.errors else 200)


def version_of(procedure: Procedure, on: date) -> ProcedureVersion | None:
    try:
        return ProcedureVersion.objects.of(procedure, on)
    except NoVersion:
        return None


def person_facts(number: str, request: HttpRequest) -> dict[str, str] | None:
    """Name and birthday of the person with this number; nothing where nobody has it or it is none, None where this officer
    has looked up as many people as an hour allows."""
    if not is_number(number):
        return {}
    if not allow("counter_lookup", str(actor_for(request).user_id), LOOKS, 3600):
        return None
    person = Person.objects.filter(kind=person_kind(number), id_number=number).first()
    if person is None:
        return {}
    born = write_day(person.birth_date.isoformat()) if person.birth_date else ""
    return {"id_number": number, "full_name": person.full_name, "birth_date": born}


def submitter_of(data: dict[str, Any]) -> Applicant | None:
    number = data["submitter_id_number"]
    return Applicant(Person.Kind.CITIZEN, number, data["submitter_name"]) if number else None


def opened(
    request: HttpRequest, form: ApplicantForm, procedure: Procedure, version: ProcedureVersion, level: str
) -> Dossier | None:
    """The draft, or None with the reason beside the field."""
    data, now, actor = form.cleaned_data, clock.now(), actor_for(request)
    unit = commune(data["unit"], now.date()) if "unit" in data else None
    number = data["id_number"]
    try:
        agency, desk = counter_seats(procedure, level, unit, at=actor.agency_id or 0, on=now.date())
        return start_at_counter(
            version=version,
            level=level,
            agency=agency,
            desk=desk,
            place=unit,
            applicant=Applicant(person_kind(number), number, data["full_name"], data["birth_date"]),
            source=Case.Source(data["source"]),
            submitter=submitter_of(data),
            capacity=Consent.Capacity(data["capacity"] or "relative"),
            post_number=data["post_number"],
            post_received_on=data["post_received_on"],
            by=actor,
            now=now,
            client_key=data["client_key"],
        )
    except NoCompetence:
        form.add_error(None, "Chưa có cơ quan nào được giao giải quyết thủ tục này ở nơi đã chọn.")
    except WrongDesk as error:
        form.add_error(None, f"Thủ tục này nộp tại {error}. Hướng dẫn người nộp đến đó.")
    except ForOneself:
        form.add_error("submitter_id_number", "Người nộp hộ trùng với người đứng tên. Bỏ trống ô này.")
    except AnotherName:
        form.add_error(
            "full_name", "Số này đã có với họ tên khác. Bấm “Tìm người nộp” rồi đối chiếu giấy tờ."
        )
    return None
