"""The sender's pages of feedback on rules and conduct, and the public page of what was answered."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import Case, NoteRefused, State, history, is_applicant, rate_case, withdraw_case
from tinhso.citizen.feedback.actions.send_feedback import Sender, TooMuchFeedback, send_feedback
from tinhso.citizen.feedback.actions.supplement_feedback import supplement_feedback
from tinhso.citizen.feedback.deeds import unnamed
from tinhso.citizen.feedback.forms import FeedbackForm, MoreForm, StarsForm, VersionForm
from tinhso.citizen.feedback.page import answering
from tinhso.citizen.feedback.route import NoReceiver
from tinhso.citizen.models import Feedback
from tinhso.kernel.people.public import Actor, Person, actor_for, citizen_required, public_page
from tinhso.kernel.site import clock

PAGE = 20


@require_safe
@public_page
def feedback_list(request: HttpRequest) -> HttpResponse:
    """How to send feedback, and what was answered and published, newest first."""
    rows = Feedback.objects.published().select_related("case__agency").order_by("-published_at")
    chosen = request.GET.get("loai", "")
    if chosen in Feedback.Kind.values:
        rows = rows.filter(kind=chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    query = f"&loai={chosen}" if chosen in Feedback.Kind.values else ""
    context = {
        "page": page,
        "kinds": Feedback.Kind.choices,
        "chosen": chosen,
        "next_url": f"?trang={page.number + 1}{query}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{query}" if page.has_previous() else "",
    }
    return render(request, "citizen/feedback/feedback_list.html", context)


@require_safe
@public_page
def published_feedback(request: HttpRequest, code: str) -> HttpResponse:
    """One published question with its answer; 404 for every other code."""
    rows = Feedback.objects.published().select_related("case__agency")
    return render(
        request,
        "citizen/feedback/feedback_public.html",
        {"feedback": get_object_or_404(rows, case__code=code)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def new_feedback(request: HttpRequest) -> HttpResponse:
    """One form; sent twice it makes one feedback."""
    actor, now = actor_for(request), clock.now()
    person = get_object_or_404(Person, pk=actor.person_id)
    known = {"client_key": uuid.uuid4(), "phone": person.phone, "address": person.address}
    form = FeedbackForm(request.POST or None, initial=known, agencies=answering(now))
    if request.method == "POST" and form.is_valid() and (sent := sent_from(form, person, actor, now)):
        messages.success(request, _("Đã gửi. Mã phản ánh, kiến nghị: %(code)s") % {"code": sent.case.code})
        return redirect("my_feedback", sent.case.code)
    return render(
        request, "citizen/feedback/feedback_new.html", {"form": form}, status=422 if form.errors else 200
    )


def sent_from(form: FeedbackForm, person: Person, by: Actor, now: datetime) -> Feedback | None:
    """What was sent; None with a sentence on the form where it was refused."""
    data = form.cleaned_data | {"wished": Feedback.Kind(form.cleaned_data["wished"])}
    phone, address = data.pop("phone"), data.pop("address")
    sender = Sender(person.full_name, phone, address, person.email, person)
    try:
        return send_feedback(sender=sender, by=by, now=now, **data)
    except TooMuchFeedback:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 phản ánh, kiến nghị. Ông/bà gửi tiếp vào ngày mai."))
    except NoReceiver:
        form.add_error(
            None, _("Tỉnh chưa giao cơ quan tiếp nhận phản ánh, kiến nghị. Nội dung chưa được gửi.")
        )
    return None


def own_feedback(request: HttpRequest, code: str) -> Feedback:
    """The sender's own; 404 for everybody else, whether it exists or not."""
    actor = actor_for(request)
    found = Feedback.objects.visible_to(actor).whole().filter(case__code=code, case__kind="feedback").first()
    if found is None or not is_applicant(found.case, actor):
        raise Http404
    return found


@require_safe
@citizen_required
def my_feedback(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what was answered, and what the sender may do now; elsewhere if it became a complaint."""
    mine = Case.objects.visible_to(actor_for(request)).filter(code=code, kind="complaint")
    if mine.exists():
        return redirect("my_complaint", code)
    return render(request, "citizen/feedback/feedback_mine.html", own_page(own_feedback(request, code)))


def own_page(feedback: Feedback, wrong: Form | None = None) -> dict[str, object]:
    case = feedback.case
    initial = {"ver": case.ver}
    more = wrong if isinstance(wrong, MoreForm) else MoreForm(initial=initial)
    stars = wrong if isinstance(wrong, StarsForm) else StarsForm(initial=initial | {"stars": case.rating})
    return {
        "feedback": feedback,
        "history": history(case, for_citizen=True),
        "more_form": more if case.state == State.WAITING_CITIZEN else None,
        "stars_form": stars if case.state in {State.DONE, State.REFUSED} else None,
        "may_withdraw": not case.is_final and case.settled_at is None,
    }


@require_POST
@citizen_required
def add_to_feedback(request: HttpRequest, code: str) -> HttpResponse:
    feedback, form = own_feedback(request, code), MoreForm(request.POST)
    if form.is_valid():
        try:
            supplement_feedback(
                feedback=feedback, by=actor_for(request), now=clock.now(), **form.cleaned_data
            )
        except NoteRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Đã gửi phần bổ sung."))
            return redirect("my_feedback", code)
    return render(request, "citizen/feedback/feedback_mine.html", own_page(feedback, form), status=422)


@require_POST
@citizen_required
def rate_feedback(request: HttpRequest, code: str) -> HttpResponse:
    feedback, form = own_feedback(request, code), StarsForm(request.POST)
    if not form.is_valid():
        return render(request, "citizen/feedback/feedback_mine.html", own_page(feedback, form), status=422)
    rate_case(case=feedback.case, by=unnamed(actor_for(request)), now=clock.now(), **form.cleaned_data)
    messages.success(request, _("Cảm ơn ông/bà đã đánh giá."))
    return redirect("my_feedback", code)


@require_POST
@citizen_required
def withdraw_feedback(request: HttpRequest, code: str) -> HttpResponse:
    feedback, form = own_feedback(request, code), VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    by = unnamed(actor_for(request))
    withdraw_case(case=feedback.case, ver=form.cleaned_data["ver"], text="", by=by, now=clock.now())
    messages.success(request, _("Đã rút phản ánh, kiến nghị."))
    return redirect("my_feedback", code)
