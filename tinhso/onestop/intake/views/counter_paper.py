"""A paper application at the counter, received on one page: who, how they are reached, which papers came."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import Case
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.catalogue.places import commune_choices, level_of
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN
from tinhso.onestop.dossier.consent import NoConsent
from tinhso.onestop.intake.actions.receive_paper_application import receive_paper_application
from tinhso.onestop.intake.actions.submit_dossier import Incomplete
from tinhso.onestop.intake.counter_forms import CounterContactForm, closed_up
from tinhso.onestop.intake.paper_form import WAY, PaperApplicationForm, contact_form
from tinhso.onestop.intake.views.counter import opened, person_facts, version_of
from tinhso.onestop.intake.views.counter_entry import ask_first, keep_scan
from tinhso.onestop.models import Dossier, Procedure, Slip
from tinhso.onestop.registration.records import record_of


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def counter_paper(request: HttpRequest, code: str) -> HttpResponse:
    """One page, one act. A number alone fills in the name that is known; whatever is refused comes back as typed."""
    today = clock.today()
    procedure = get_object_or_404(Procedure.objects.select_related("field"), code=code)
    level, version = level_of(procedure, today), version_of(procedure, today)
    if level is None or version is None:
        raise Http404
    if record_of(version):  # what the answers say goes to the register: they have to be typed
        return redirect("counter_start", code)
    asked = papers_of(version)
    words: dict[str, Any] = {"units": commune_choices(today) if level != "province" else [], "today": today}
    first = {"client_key": uuid.uuid4(), "source": Case.Source.COUNTER, "unit": own_unit(request)}
    data = request.POST.copy() if request.method == "POST" else None
    nameless = data is not None and not data.get("full_name")
    looked = person_facts(closed_up(request.POST.get("id_number", "")), request) if nameless else None
    if data is not None and looked:
        data["full_name"] = looked["full_name"]
    form = PaperApplicationForm(data, initial=first, asked=asked, **words)
    contact = contact_form(data, needs_days=version.limit_at(level) is None)
    if looked:
        form.errors.clear()
        contact.errors.clear()
    elif data is not None and form.is_valid() and contact.is_valid():
        form.cleaned_data["birth_date"] = None
        if (dossier := opened(request, form, procedure, version, level)) and (
            answer := received(request, dossier, form, contact)
        ):
            return answer
    status = 422 if (form.errors or contact.errors) and not looked else 200
    context = {
        "procedure": procedure,
        "form": form,
        "contact": contact,
        "looked": looked,
        "asked": form.asked,
    }
    return render(request, "onestop/intake/counter_paper.html", context, status=status)


def own_unit(request: HttpRequest) -> str:
    """The commune of the desk itself, for most who stand before it live there."""
    codes = Agency.objects.filter(pk=actor_for(request).agency_id or 0).values_list("unit__code", flat=True)
    return codes[0] or "" if codes else ""


def received(
    request: HttpRequest, dossier: Dossier, form: PaperApplicationForm, contact: CounterContactForm
) -> HttpResponse | None:
    """To the receipt; None with the reason beside the field. A refused one leaves a draft that the next sending takes up."""
    if dossier.case.state not in OPEN_FOR_CITIZEN:  # sent twice: the second finds it received
        return redirect("counter_done", dossier.case.code)
    reach = {k: contact.cleaned_data[k] for k in ("phone", "email", "address", "result_by")}
    days = contact.cleaned_data.get("days")
    limit = TimeLimit(Decimal(days), Unit.WORKING_DAY, "Nhập tại nơi tiếp nhận") if days else None
    if not scanned(request, dossier, form):
        return None
    try:
        with transaction.atomic():
            slip = receive_paper_application(
                dossier=dossier,
                contact=reach,
                papers=form.came(),
                limit=limit,
                by=actor_for(request),
                now=clock.now(),
            )
    except NoConsent:
        messages.warning(request, "Chưa ghi nhận sự đồng ý của người được nộp hộ. Ghi nhận rồi nhận tiếp.")
        return redirect("counter_consent", dossier.case.code)
    except Incomplete as error:
        for paper in error.papers:
            form.add_error(f"{WAY}{paper.id}", f"Chưa có giấy tờ: {paper.name}")
        for problem in error.errors:
            form.add_error(None, problem.message)
        return None
    return after_counting(request, dossier, slip)


def scanned(request: HttpRequest, dossier: Dossier, form: PaperApplicationForm) -> bool:
    """The pages scanned for each paper, as one file; False with the reason beside the papers where one was refused."""
    for paper in form.asked:  # `made` ones too: here they are paper
        pages = request.FILES.getlist(f"file_{paper.id}")
        if pages and (problem := keep_scan(request, dossier, paper.id, pages)):
            form.add_error(f"{WAY}{paper.id}", f"{paper.name}: {problem}")
    return not form.errors


def after_counting(request: HttpRequest, dossier: Dossier, slip: Slip | None) -> HttpResponse:
    return redirect("counter_done", dossier.case.code) if slip else ask_first(request, dossier)
