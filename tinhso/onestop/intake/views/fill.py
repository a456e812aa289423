from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Step as StepShape
from tinhso.lib.forms import Parsed, locked_inputs, parse_step, steps_asked
from tinhso.lib.forms.widgets import render_step
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.dossier.identity import locked_sources, with_identity
from tinhso.onestop.dossier.permissions import can_edit
from tinhso.onestop.dossier.unreadable_values import read_again, unread_after
from tinhso.onestop.dossier.views.finding import own_dossier
from tinhso.onestop.intake.actions.remember_step import remember_step
from tinhso.onestop.intake.carried_answers import with_carried
from tinhso.onestop.intake.prefill import prefill_of
from tinhso.onestop.intake.progress import progress_of
from tinhso.onestop.models import Dossier
from tinhso.onestop.once_only.ask_and_keep import asking_context, sources_for
from tinhso.onestop.once_only.views.asking import ask, said_online

ATTACH, REVIEW = "attach", "review"  # the pages after those of the form
ASK = "ask_sources"
KEEP_ONLY = "keep"  # sent by draft.js before the form itself: what was typed is safe before the page is left


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def fill(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One page of the form. What was typed is kept whether it is right or not; wrong values come back as typed."""
    dossier, actor = own_dossier(request, code), actor_for(request)
    form = dossier.version.definition
    if not can_edit(dossier, actor) or step not in {s.id for s in form.steps}:
        raise Http404
    parsed: Parsed | None
    if request.method == "POST":
        parsed = keep_typed_answers(request, dossier, step)
        if ASK in request.POST:
            ask(request, dossier, request.POST.getlist("nguon"), said_online(request))
            return redirect("fill", code, step)
        if left := leave(request, dossier, step, complete=parsed.complete):
            return left
    else:
        dossier.answers = with_identity(dossier, dossier.answers, actor)
        parsed = read_again(dossier, step, on=clock.today(), known_units=unit_names(clock.today()))
    names = unit_names(clock.today())
    page = render_step(
        form,
        step,
        dossier.answers if parsed else with_carried(dossier, names),
        errors=parsed.errors if parsed else (),
        typed=parsed.typed if parsed else None,
        rows=parsed.rows if parsed else None,
        units=list(names.items()),
        prefill=prefill_of(own_person(dossier, request), dossier.source_records(), clock.today()),
        locked=locked_inputs(form, locked_sources(dossier, actor)),
    )
    status = 422 if request.method == "POST" and parsed and parsed.errors else 200
    context = {
        "dossier": dossier,
        "page": page,
        "is_self": dossier.case.person_id == actor.person_id,
        "progress": progress_of(stepper(dossier, step)),
        "back": before(dossier, step),
    }
    if not context["back"]:  # the first page of the form
        context |= asking_context(dossier, sources_for(dossier, actor, clock.now()), clock.today())
    return render(request, "onestop/intake/fill.html", context, status=status)


def keep_typed_answers(request: HttpRequest, dossier: Dossier, step: str) -> Parsed:
    today = clock.today()
    sent = {key: [str(v) for v in values] for key, values in request.POST.lists()}
    definition, names = dossier.version.definition, unit_names(today)
    locked = locked_inputs(definition, locked_sources(dossier, actor_for(request)))
    sent |= {name: [text] for name, text in locked.items()}
    parsed = parse_step(definition, step, sent, dossier.answers, on=today, known_units=names)
    unread = unread_after(dossier, step, parsed)
    save_answers(dossier=dossier, answers=parsed.answers, by=actor_for(request), unread=unread)
    return parsed


def leave(request: HttpRequest, dossier: Dossier, step: str, *, complete: bool) -> HttpResponse | None:
    """Where the pressed button leads, the place remembered; None to stay on the page."""
    actor, code = actor_for(request), dossier.case.code
    onward = complete and not {"later", "back", KEEP_ONLY} & request.POST.keys()
    following = after(dossier, step) if onward else step
    remember_step(dossier=dossier, step=following, by=actor)
    if KEEP_ONLY in request.POST:
        return HttpResponse(status=204)
    if "later" in request.POST:
        messages.success(request, "Đã lưu bản nháp. Ông/bà điền tiếp lúc nào cũng được.")
        return redirect("my_dossiers")
    if "back" in request.POST and (previous := before(dossier, step)):
        return redirect("fill", code, previous)
    return redirect(address_of(dossier, following)) if onward else None


def own_person(dossier: Dossier, request: HttpRequest) -> Person | None:
    """Whose data may be filled in: nobody's for one who files for somebody else, but name and number of a company by whose
    account they do."""
    person, consent = dossier.case.person, getattr(dossier, "consent", None)
    if person is None or person.pk == actor_for(request).person_id:
        return person
    if consent is None or not (consent.delegation_id or consent.representative_id):
        return None
    return Person(kind=person.kind, full_name=person.full_name, id_number=person.id_number)


def asked_steps(dossier: Dossier) -> list[str]:
    return [s.id for s in steps_asked(dossier.version.definition, dossier.answers)]


def after(dossier: Dossier, step: str) -> str:
    """The step that follows as the answers stand, or the papers."""
    steps = asked_steps(dossier)
    place = steps.index(step) if step in steps else -1
    return steps[place + 1] if place + 1 < len(steps) else ATTACH


def address_of(dossier: Dossier, step: str) -> str:
    if step in (ATTACH, REVIEW):
        return reverse(step, args=[dossier.case.code])
    return reverse("fill", args=[dossier.case.code, step])


def resumed(dossier: Dossier) -> str:
    """The address at which a draft is opened again: where its citizen stopped, else its first step."""
    steps = asked_steps(dossier)
    return address_of(
        dossier, dossier.resume_at if dossier.resume_at in [*steps, ATTACH, REVIEW] else steps[0]
    )


def before(dossier: Dossier, step: str) -> str:
    steps = asked_steps(dossier)
    place = steps.index(step) if step in steps else 0
    return steps[place - 1] if place else ""


def stepper(dossier: Dossier, current: str) -> list[StepShape]:
    """The whole way for the citizen: pages of the form, papers, checking and sending."""
    pages = [(s.id, s.title) for s in steps_asked(dossier.version.definition, dossier.answers)]
    pages += [(ATTACH, "Giấy tờ"), (REVIEW, "Kiểm tra và nộp")]
    place = [key for key, _ in pages].index(current) if current in [key for key, _ in pages] else 0
    states = ["done" if n < place else "now" if n == place else "next" for n in range(len(pages))]
    return [StepShape(title, state) for (_, title), state in zip(pages, states, strict=True)]  # type: ignore[arg-type]
