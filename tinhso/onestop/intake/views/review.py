from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NoteRefused, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.lib.forms.summary import summarise
from tinhso.onestop.catalogue.papers import PaperState, paper_states
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.dossier.consent import NoConsent
from tinhso.onestop.dossier.identity import with_identity
from tinhso.onestop.dossier.permissions import can_edit
from tinhso.onestop.dossier.unreadable_values import contact_after, contact_typed, forget_missing
from tinhso.onestop.dossier.views.finding import own_dossier, own_for_deed
from tinhso.onestop.dossier.what_came import Came, came_since
from tinhso.onestop.intake.actions.save_contact import save_contact
from tinhso.onestop.intake.actions.send_supplement import NothingCame, send_supplement
from tinhso.onestop.intake.actions.submit_dossier import Incomplete, submit_dossier, wrong_answers
from tinhso.onestop.intake.forms import NOTHING_CAME, CameForm, ContactForm
from tinhso.onestop.intake.progress import progress_of
from tinhso.onestop.intake.views.fill import REVIEW, stepper
from tinhso.onestop.models import Dossier
from tinhso.onestop.once_only.ask_and_keep import sources_for, with_sources


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Everything once more on one page, how to be reached, and the one button that hands it in."""
    dossier = (own_for_deed if request.method == "POST" else own_dossier)(request, code)
    actor = actor_for(request)
    if not can_edit(dossier, actor):  # sent twice: the second finds it handed in
        return redirect("dossier", dossier.case.code)
    initial = {k: getattr(dossier, k) for k in ("phone", "email", "address", "result_by")}
    typed = None if request.method == "POST" else contact_typed(dossier)
    form = ContactForm(request.POST or typed, initial=initial)
    missing: Incomplete | None = None
    if request.method == "POST":
        keep_contact_typed(dossier, form, actor)
    if request.method == "POST" and form.is_valid():
        try:
            return hand_in(request, dossier, form.cleaned_data)
        except (NothingCame, NoteRefused) as refused:
            messages.error(request, str(refused) if isinstance(refused, NoteRefused) else NOTHING_CAME)
        except Incomplete as error:
            missing = error
            save_contact(dossier=dossier, by=actor, **form.cleaned_data)
        except NoConsent:
            save_contact(dossier=dossier, by=actor, **form.cleaned_data)
            messages.warning(
                request, "Chưa có sự đồng ý của người được nộp hộ. Hồ sơ chưa nộp, nội dung đã lưu."
            )
            return redirect("consent", code)
    if typed:
        forget_missing(form)
    return page(request, dossier, form, missing)


def keep_contact_typed(dossier: Dossier, form: ContactForm, by: Actor) -> None:
    """A telephone number with a digit too few stays as typed also when the page is left."""
    unread = contact_after(dossier.unread, form)
    if unread != dossier.unread:
        save_answers(dossier=dossier, answers=dossier.answers, by=by, unread=unread)


def hand_in(request: HttpRequest, dossier: Dossier, contact: dict[str, Any]) -> HttpResponse:
    actor, now = actor_for(request), clock.now()
    if dossier.case.state == State.WAITING_CITIZEN:
        save_contact(dossier=dossier, by=actor, **contact)
        text = request.POST.get("came_text", "").strip()
        came = Came.NOTHING if text and not came_since(dossier) else None
        send_supplement(dossier=dossier, ver=dossier.case.ver, came=came, text=text, by=actor, now=now)
        messages.success(request, "Đã gửi phần bổ sung.")
        return redirect("dossier", dossier.case.code)
    code = submit_dossier(dossier=dossier, contact=contact, by=actor, now=now)
    messages.success(request, f"Đã nộp hồ sơ. Mã hồ sơ: {code}.")
    return redirect("dossier", code)


def page(
    request: HttpRequest, dossier: Dossier, form: ContactForm, missing: Incomplete | None
) -> HttpResponse:
    definition = dossier.version.definition
    dossier.answers = with_identity(dossier, dossier.answers, actor_for(request))
    fields = {f.id: step.id for step in definition.steps for f in step.fields}
    papers = with_sources(
        dossier, paper_states(dossier), sources_for(dossier, actor_for(request), clock.now())
    )
    if missing is None and (missing_words := missing_parts(dossier, papers)):
        missing = missing_words
    context = {
        "dossier": dossier,
        "form": form,
        "refused": request.method == "POST",
        "parts": summarise(definition, dossier.answers, unit_names=unit_names(clock.today())),
        "papers": papers,
        "missing": missing,
        "by_source": {one.paper.id: one.source.title for one in papers if one.source and not one.record},
        "problems": [(fields.get(str(e.path[0]), "") if e.path else "", e.message) for e in missing.errors]
        if missing
        else [],
        "progress": progress_of(stepper(dossier, REVIEW)),
        "supplement": dossier.case.state == State.WAITING_CITIZEN,
        "came": CameForm(request.POST or None, for_citizen=True),
    }
    wrong = request.method == "POST"
    return render(request, "onestop/intake/review.html", context, status=422 if wrong else 200)


def missing_parts(dossier: Dossier, papers: list[PaperState]) -> Incomplete | None:
    """What would keep it from being handed in, told before the button is pressed; None for a dossier that is whole."""
    errors, lacking = wrong_answers(dossier, clock.now()), [one.paper for one in papers if one.missing]
    return Incomplete(errors, lacking) if errors or lacking else None
