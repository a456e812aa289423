"""The officers' pages: the register with its clocks, one issue, what is entered by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import FINAL, history
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Tab
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import CorrectionRequest, PressIssue, PressMailFile
from tinhso.press.questions import forms
from tinhso.press.questions.actions.enter_issue import enter_issue
from tinhso.press.questions.issue_process import NoFocalAgency, grounds_on
from tinhso.press.questions.permissions import (
    can_correct_outlet,
    can_enter_issue,
    can_note_issue_letter,
    can_remove_issue_letter,
)
from tinhso.press.questions.views.deeds import LABELS
from tinhso.press.questions.views.finding import WAYS, issue_of, open_deeds
from tinhso.press.spokespersons.legal_forms import forms_on

PAGE = 40
ROLES = (PressEditor, PressSpokesperson)


@require_safe
@role_required(*ROLES)
def issue_register(request: HttpRequest) -> HttpResponse:
    """What this officer's post takes part in, open ones by their end, or those that ended."""
    by, ended = actor_for(request), request.GET.get("xong") == "1"
    rows = PressIssue.objects.visible_to(by).select_related("case__agency")
    final = {"case__state__in": [state.value for state in FINAL]}
    found = (
        rows.filter(**final).order_by("-case__finished_at", "-pk")
        if ended
        else rows.exclude(**final).order_by("case__due_at", "-pk")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    more = "&xong=1" if ended else ""
    here = reverse("issue_register")
    context = {
        "page": page,
        "now": clock.now(),
        "tabs": [Tab(_("Đang giải quyết"), here, not ended), Tab(_("Đã xong"), f"{here}?xong=1", ended)],
        "enters": can_enter_issue(by, clock.today()),
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/questions/issue_register.html", context)


@require_safe
@role_required(*ROLES)
def press_issue(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one issue; reading it is written into the access log, since a press card may stand there."""
    issue, by, now = issue_of(request, code), actor_for(request), clock.now()
    log_access(by=by, purpose="handling", page="press_issue", case_ids=[issue.case_id], at=now)
    articles = list(issue.outlet_articles.all())
    corrections = CorrectionRequest.objects.filter(outlet_article__in=articles)
    deeds = open_deeds(issue, by)
    began = issue.case.accepted_at or now
    context: dict[str, Any] = {
        "issue": issue,
        "case": issue.case,
        "asker": getattr(issue, "request", None),
        "articles": articles,
        "corrections": list(corrections.select_related("outlet_article")),
        "files": list(issue.files.select_related("file")),
        "mail_files": list(PressMailFile.objects.filter(mail__issue=issue).select_related("file")),
        "deeds": [(name, LABELS[name]) for name in deeds],
        "adds_files": "xac-minh" in deeds,
        "adds_articles": can_enter_issue(by, now.date()) and not issue.case.is_final,
        "corrects": can_correct_outlet(issue, by) and issue.verified_at is not None,
        "form_words": forms_on((issue.answered_at or now).date()).get(issue.form, issue.form),
        "ground_words": grounds_on((issue.answered_at or began).date()).get(issue.refusal, issue.refusal),
        "letters": [(one, can_remove_issue_letter(one, issue, by)) for one in issue.letters.all()],
        "notes_letters": can_note_issue_letter(issue, by),
        "history": history(issue.case, for_citizen=False),
        "now": now,
    }
    return render(request, "press/questions/press_issue.html", context)


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_issue(request: HttpRequest) -> HttpResponse:
    """An article of an outlet becomes an issue."""
    by, now = actor_for(request), clock.now()
    if request.method != "POST" and not can_enter_issue(by, clock.today()):
        raise PressForbidden
    form = forms.IssueForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and (
            issue := attempt(form, lambda given: enter_issue(by=by, now=now, **given))
        ):
            messages.success(request, _("Đã ghi; thời hạn trả lời tính từ hôm nay."))
            return redirect("press_issue", issue.case.code)
    except NoFocalAgency:
        form.add_error(None, _("Tỉnh chưa giao cơ quan đầu mối báo chí."))
    back = (reverse("issue_register"), _("Báo chí"))
    return form_page(request, form, title=_("Ghi nội dung báo nêu"), back=back, go=_("Ghi"))


@require_safe
@role_required(*ROLES)
def evidence_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """A piece of evidence, for who takes part in the issue."""
    found = get_object_or_404(issue_of(request, code).files.select_related("file"), pk=number)
    return serve(request, found.file, by=actor_for(request), cases=None)
