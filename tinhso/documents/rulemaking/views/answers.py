"""The drafter's page on which comments are answered, singly or those that are alike together."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NotYourTurn
from tinhso.documents.models import CommentAnswer, Consultation
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.rulemaking import desk_page
from tinhso.documents.rulemaking.actions.answer_comments import answer_comments
from tinhso.documents.rulemaking.comment_filter import CommentFilter, chosen_keys, newest_key
from tinhso.documents.rulemaking.forms import AnswerForm
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.documents.rulemaking.views.desk import consultation_of
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt

PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """`?doan=` a paragraph, `?q=` words, `?loai=` those that have an answer: what is shown, and what "all of them" means."""
    found, by, now = consultation_of(request, code), actor_for(request), clock.now()
    if not desk_page.is_answerable(found, by):
        raise DocumentsForbidden(_("Góp ý do người soạn dự thảo trả lời, trước khi công bố kết quả."))
    narrowed = CommentFilter.read(request.GET)
    rows = narrowed.rows(found)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def deed(data: dict[str, Any]) -> CommentAnswer:
            keys = chosen_keys(rows, request.POST, is_every=data["every"], newest=data["newest"] or 0)
            decision = CommentAnswer.Decision(data["decision"])
            return answer_comments(
                consultation=found, comments=keys, decision=decision, text=data["text"], by=by, now=now
            )

        try:
            made = attempt(form, deed)
        except NotYourTurn:
            raise DocumentsForbidden(_("Kết quả đã được công bố.")) from None
        if made:
            messages.success(request, _("Đã trả lời %(n)d góp ý.") % {"n": made.comments.count()})
            return redirect(f"{reverse('answer_consultation', args=[code])}?{narrowed.query}")
    context = {"consultation": found, "form": form} | _context(request, found, narrowed)
    status = 422 if form.errors else 200
    return render(request, "documents/rulemaking/answer.html", context, status=status)


def _context(request: HttpRequest, found: Consultation, narrowed: CommentFilter) -> dict[str, Any]:
    """The comments that the filter finds, a page of them, each with its place in the draft."""
    rows = narrowed.rows(found)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    paragraphs = paragraphs_of(found.version)
    labels = {one.number: one.label for one in paragraphs}
    query = f"&{narrowed.query}" if narrowed.query else ""
    return {
        "narrowed": narrowed,
        "paragraphs": paragraphs,
        "comments": [(labels.get(one.paragraph, _("Cả dự thảo")), one) for one in page],
        "picked": set(request.POST.getlist("chosen")),
        "total": page.paginator.count,
        "newest": newest_key(rows),
        "next_url": f"?trang={page.number + 1}{query}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{query}" if page.has_previous() else "",
    }
