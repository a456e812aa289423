"""What everybody reads: answered issues; the form of journalists and how they find the answer again."""

import hmac

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, too_many
from tinhso.kernel.site.rate_limit import limited
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.press.models import Article, CorrectionRequest, PressIssue
from tinhso.press.questions import forms
from tinhso.press.questions.actions.ask_press_question import ask_press_question
from tinhso.press.questions.issue_process import NoFocalAgency, grounds_on

PAGE = 20
MOST_QUESTIONS, MOST_LOOKUPS = 20, 30  # from one address in ten minutes
WAYS = ["GET", "HEAD", "POST"]


@require_safe
@public_page
def press_issues(request: HttpRequest) -> HttpResponse:
    """Answered issues, newest first. Three queries."""
    rows = PressIssue.objects.published().select_related("case__agency")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/questions/press_issues.html", context)


@require_safe
@public_page
def answered_issue(request: HttpRequest, code: str) -> HttpResponse:
    """One answered issue with the articles that it rests on, and what outlets corrected."""
    rows = PressIssue.objects.published().select_related("case__agency")
    issue = get_object_or_404(rows, case__code=code)
    articles = list(issue.outlet_articles.all())
    corrected = CorrectionRequest.objects.filter(outlet_article__in=articles, outcome="corrected")
    articles_here = (
        Article.objects.public(clock.now()).filter(press_issues=issue).select_related("live__revision")
    )
    context = {
        "issue": issue,
        "articles": articles,
        "corrected": set(corrected.values_list("outlet_article_id", flat=True)),
        "portal_article": articles_here.first(),
        "late": issue.case.timeliness == "late",
    }
    return render(request, "press/questions/answered_issue.html", context)


@require_http_methods(WAYS)
@public_page
def ask_question(request: HttpRequest) -> HttpResponse:
    """The form of journalists. What is sent is answered by its code and the card; nothing else of the sender is stored."""
    day = clock.today()
    form = forms.QuestionForm(request.POST if request.method == "POST" else None)
    limit = rule_or("press.answer.question", None, on=day)
    context = {
        "form": form,
        "limit": str(TimeLimit.from_json(limit)) if limit else "",
        "source": rule_source("press.answer.question", on=day) if limit else "",
        "erased_after": rule_or("press.journalist_days", None, on=day),
        "sent": None,
    }
    if request.method == "POST":
        if limited(request, "press_question", most=MOST_QUESTIONS):
            return too_many(request, retry_after=600)
        by, now = actor_for(request), clock.now()
        try:
            sent = attempt(form, lambda given: ask_press_question(by=by, now=now, **given))
            context["sent"] = sent
        except NoFocalAgency:
            form.add_error(None, _("Tỉnh chưa giao cơ quan đầu mối báo chí. Câu hỏi chưa được gửi."))
    return render(request, "press/questions/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@public_page
def find_answer(request: HttpRequest) -> HttpResponse:
    """Where a question stands, for whoever has its code and the card it was asked with. Code and card never stand in an address."""
    form = forms.LookupForm(request.POST if request.method == "POST" else None)
    issue = None
    if request.method == "POST":
        if limited(request, "press_answer", most=MOST_LOOKUPS):
            return too_many(request, retry_after=600)
        if form.is_valid():
            issue = _asked_with(form.cleaned_data["code"], form.cleaned_data["card"])
            if issue is None:
                form.add_error(None, _("Không có câu hỏi nào với mã và số thẻ này, hoặc số thẻ đã được xóa."))
    context = {
        "form": form,
        "issue": issue,
        "ground": grounds_on(clock.today()).get(issue.refusal, "") if issue and issue.refusal else "",
    }
    return render(request, "press/questions/find_answer.html", context, status=422 if form.errors else 200)


def _asked_with(code: str, card: str) -> PressIssue | None:
    """The issue of that code, where it was asked with that card."""
    rows = PressIssue.objects.filter(case__code=code.strip().upper(), request__isnull=False)
    issue = rows.select_related("case__agency", "request").first()
    sent = "".join(card.split()).upper().replace("-", "")
    if issue is None or not issue.request.card:
        return None
    return issue if hmac.compare_digest(issue.request.card.encode(), sent.encode()) else None
