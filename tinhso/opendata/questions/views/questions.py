"""Asking about open data: the form, one's own question, and the page of what was answered in public."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import history, is_applicant, withdraw_case
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Actor, actor_for, citizen_required, public_page
from tinhso.kernel.site import clock
from tinhso.opendata.models import DataQuestion, Dataset
from tinhso.opendata.questions.actions.ask_data import DatasetNotOpen, ask_data
from tinhso.opendata.questions.forms import QuestionForm, VersionForm
from tinhso.opendata.questions.question_process import NoAnswerer, TooMany

PAGE = 20


def asked_about(request: HttpRequest) -> Dataset | None:
    """The open dataset named in the address; 404 for one that is not there."""
    slug = request.GET.get("bo-du-lieu", "")
    if not slug:
        return None
    return get_object_or_404(Dataset.objects.public().select_related("publisher"), slug=slug[:80])


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def ask(request: HttpRequest) -> HttpResponse:
    """One form, for a question about a dataset (`?bo-du-lieu=`) and for data that are not there."""
    by, now, dataset = actor_for(request), clock.now(), asked_about(request)
    form = QuestionForm(request.POST or None, initial={"client_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid() and (sent := sent_from(form, dataset, by, now)):
        messages.success(request, _("Đã gửi. Mã theo dõi: %(code)s") % {"code": sent.case.code})
        return redirect("my_data_question", sent.case.code)
    context = {
        "form": form,
        "dataset": dataset,
        "days": rule_or("opendata.answer_days", None, on=now.date()),
    }
    return render(request, "opendata/questions/ask.html", context, status=422 if form.errors else 200)


def sent_from(form: QuestionForm, dataset: Dataset | None, by: Actor, now: datetime) -> DataQuestion | None:
    """What was sent; None with a sentence on the form where it was refused."""
    try:
        return ask_data(dataset=dataset, by=by, now=now, **form.cleaned_data)
    except TooMany:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 câu hỏi. Ông/bà gửi tiếp vào ngày mai."))
    except DatasetNotOpen:
        form.add_error(None, _("Bộ dữ liệu này không còn mở. Nội dung chưa được gửi."))
    except NoAnswerer:
        form.add_error(None, _("Tỉnh chưa giao cơ quan trả lời về dữ liệu mở. Nội dung chưa được gửi."))
    return None


def own_question(request: HttpRequest, code: str) -> DataQuestion:
    """The asker's own; 404 for everybody else, whether it exists or not."""
    actor = actor_for(request)
    found = DataQuestion.objects.visible_to(actor).whole().filter(case__code=code).first()
    if found is None or not is_applicant(found.case, actor):
        raise Http404
    return found


@require_safe
@citizen_required
def my_data_question(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands and what was answered."""
    question = own_question(request, code)
    context = {
        "question": question,
        "history": history(question.case, for_citizen=True),
        "may_withdraw": not question.case.is_final and question.case.settled_at is None,
    }
    return render(request, "opendata/questions/question_mine.html", context)


@require_POST
@citizen_required
def withdraw_question(request: HttpRequest, code: str) -> HttpResponse:
    """Take it back while nobody has answered."""
    question, form = own_question(request, code), VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    ver = form.cleaned_data["ver"]
    withdraw_case(case=question.case, ver=ver, text="", by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã rút câu hỏi."))
    return redirect("my_data_question", code)


@require_safe
@public_page
def answered_questions(request: HttpRequest) -> HttpResponse:
    """What was asked and answered in public, newest first; of one dataset with `?bo-du-lieu=`."""
    dataset = asked_about(request)
    rows = DataQuestion.objects.published().select_related("case__agency", "dataset")
    page = Paginator(rows.filter(dataset=dataset) if dataset else rows, PAGE).get_page(
        request.GET.get("trang")
    )
    filters = f"&bo-du-lieu={dataset.slug}" if dataset else ""
    context = {
        "page": page,
        "dataset": dataset,
        "next_url": f"?trang={page.number + 1}{filters}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{filters}" if page.has_previous() else "",
    }
    return render(request, "opendata/questions/answered.html", context)
