import uuid
from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import State
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import NoCompetence, Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.places import any_desk_source, commune, commune_choices, level_of, seats_for
from tinhso.onestop.dossier.views.finding import drafts_of_others
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.forms import StartForm
from tinhso.onestop.intake.views.fill import resumed
from tinhso.onestop.models import Dossier, NoVersion, ProactiveOffer, Procedure, ProcedureVersion
from tinhso.onestop.offers.actions.take_offer import take_offer
from tinhso.onestop.offers.lines import line_on
from tinhso.onestop.offers.permissions import NotYourOffer

MOST_DRAFTS = 3


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
    home = own_unit(request)
    form = StartForm(request.POST or None, units=units, initial={"client_key": uuid.uuid4(), "unit": home})
    drafts, offer = open_drafts(request, procedure), offer_named(request, procedure)
    ready = request.method == "POST" and form.is_valid()
    if ready and asks_again(drafts, form.cleaned_data["client_key"]) and "another" not in request.POST:
        form.add_error(
            None, "Ông/bà đang soạn một hồ sơ của thủ tục này. Điền tiếp, hoặc bấm “Bắt đầu hồ sơ khác”."
        )
    elif ready and (draft := started(request, procedure, version, level, form)):
        if offer:
            with suppress(NotYourOffer):  # pressed twice: the other one has carried the answers over
                take_offer(offer=offer, draft=draft, by=actor_for(request), now=now)
        return redirect("fill", draft.case.code, version.definition.steps[0].id)
    context = {
        "procedure": procedure,
        "version": version,
        "form": form,
        "limit": version.limit_at(level),
        "offer": offer,
        "any_desk": any_desk_source(now.date()),
        "drafts": [(draft, resumed(draft)) for draft in drafts],
    }
    return render(request, "onestop/intake/start.html", context, status=422 if form.errors else 200)


def started(
    request: HttpRequest, procedure: Procedure, version: ProcedureVersion, level: str, form: StartForm
) -> Dossier | None:
    """The draft for the chosen place; None, told in the form, where nobody there settles it."""
    actor, now = actor_for(request), clock.now()
    unit = commune(form.cleaned_data["unit"], now.date()) if form.cleaned_data.get("unit") else None
    try:
        agency, desk = seats_for(procedure, level, unit, now.date())
    except NoCompetence:
        form.add_error(None, "Chưa có cơ quan nào được giao giải quyết thủ tục này ở nơi đã chọn.")
        return None
    return start_dossier(
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


def offer_named(request: HttpRequest, procedure: Procedure) -> ProactiveOffer | None:
    """The person's open offer that this draft is begun from. One query where one is named."""
    pk = request.GET.get("loi-moi", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    found = ProactiveOffer.objects.open_for(actor_for(request).person_id or 0, clock.today())
    offer = found.select_related("dossier__case", "dossier__version").filter(pk=int(pk)).first()
    line = line_on(offer.code, offer.made_at.astimezone(HANOI).date()) if offer else None
    return offer if line and line.target == procedure.code else None


def own_unit(request: HttpRequest) -> str:
    """The commune where the person lives, as the state knows it; "" where it does not."""
    found = Person.objects.filter(pk=actor_for(request).person_id or 0).values_list("unit__code", flat=True)
    return found.first() or ""


def open_drafts(request: HttpRequest, procedure: Procedure) -> list[Dossier]:
    """The person's own drafts of this procedure, the newest first, at most three; one query."""
    person = actor_for(request).person_id or 0
    mine = Dossier.objects.filter(case__person=person, case__state=State.DRAFT, version__procedure=procedure)
    known = mine.exclude(drafts_of_others(person)).select_related("case", "version")
    return list(known.order_by("-case__opened_at", "-pk")[:MOST_DRAFTS])


def asks_again(drafts: list[Dossier], key: uuid.UUID) -> bool:
    """Whether this would be a second draft; the same page sent twice is none."""
    return bool(drafts) and all(draft.case.client_key != key for draft in drafts)
