from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import Person, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Step as StepShape
from tinhso.lib.forms import parse_step, steps_asked
from tinhso.lib.forms.widgets import render_step
from tinhso.onestop.actions.save_answers import save_answers
from tinhso.onestop.models import Dossier
from tinhso.onestop.permissions import can_edit
from tinhso.onestop.places import unit_names
from tinhso.onestop.prefill import prefill_of
from tinhso.onestop.views.finding import own_dossier


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def fill(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One page of the form. What was typed is kept whether it is right or not; wrong values come back as typed."""
    dossier = own_dossier(request, code)
    form = dossier.version.definition
    if not can_edit(dossier, actor_for(request)) or step not in {s.id for s in form.steps}:
        raise Http404
    today = clock.today()
    names = unit_names(today)
    parsed = None
    if request.method == "POST":
        sent = {key: [str(v) for v in values] for key, values in request.POST.lists()}
        parsed = parse_step(form, step, sent, dossier.answers, on=today, known_units=names)
        save_answers(dossier=dossier, answers=parsed.answers, by=actor_for(request))
        if "later" in request.POST:
            messages.success(request, "Đã lưu bản nháp. Ông/bà điền tiếp lúc nào cũng được.")
            return redirect("my_dossiers")
        if parsed.complete:
            return onward(dossier, step)
    page = render_step(
        form,
        step,
        dossier.answers,
        errors=parsed.errors if parsed else (),
        typed=parsed.typed if parsed else None,
        rows=parsed.rows if parsed else None,
        units=list(names.items()),
        prefill=prefill_of(own_person(dossier, request)),
    )
    status = 422 if parsed and parsed.errors else 200
    context = {
        "dossier": dossier,
        "page": page,
        "steps": stepper(dossier, step),
        "back": before(dossier, step),
    }
    return render(request, "onestop/fill.html", context, status=status)


def own_person(dossier: Dossier, request: HttpRequest) -> Person | None:
    """Whose data may be filled in: nobody's for one who files for somebody else."""
    return dossier.case.person if dossier.case.person_id == actor_for(request).person_id else None


def asked_steps(dossier: Dossier) -> list[str]:
    return [s.id for s in steps_asked(dossier.version.definition, dossier.answers)]


def onward(dossier: Dossier, step: str) -> HttpResponse:
    steps = asked_steps(dossier)
    place = steps.index(step) if step in steps else -1
    if place + 1 < len(steps):
        return redirect("fill", dossier.case.code, steps[place + 1])
    return redirect("attach", dossier.case.code)


def before(dossier: Dossier, step: str) -> str:
    steps = asked_steps(dossier)
    place = steps.index(step) if step in steps else 0
    return steps[place - 1] if place else ""


def stepper(dossier: Dossier, current: str) -> list[StepShape]:
    """The whole way for the citizen: pages of the form, papers, checking and sending."""
    pages = [(s.id, s.title) for s in steps_asked(dossier.version.definition, dossier.answers)]
    pages += [("attach", "Giấy tờ"), ("review", "Kiểm tra và nộp")]
    place = [key for key, _ in pages].index(current) if current in [key for key, _ in pages] else 0
    states = ["done" if n < place else "now" if n == place else "next" for n in range(len(pages))]
    return [StepShape(title, state) for (_, title), state in zip(pages, states, strict=True)]  # type: ignore[arg-type]
