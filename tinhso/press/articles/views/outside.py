"""Approval from outside: the editor makes a link and revokes it; who has it reads that text and answers.

The code stands behind the # of the link, which no browser sends: it travels in the form alone, so that no log and no
referrer holds it. (With `no-referrer` browsers would send the form without its origin, and it would be refused; the site's
own `same-origin` tells other sites nothing.)
"""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.people.public import actor_for, public_page, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page, site_url_if_known, too_many
from tinhso.kernel.site.rate_limit import limited
from tinhso.press.articles import forms
from tinhso.press.articles.actions.answer_outside_approval import answer_outside_approval
from tinhso.press.articles.actions.ask_outside_approval import (
    ask_outside_approval,
    revoke_outside_approval,
)
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.outside_answers import approval_of_code
from tinhso.press.articles.page_blocks import PageBlock, page_blocks
from tinhso.press.articles.permissions import PressForbidden, can_ask_outside
from tinhso.press.articles.views.deeds import changed_page
from tinhso.press.articles.views.finding import WAYS, article_of
from tinhso.press.models import OutsideApproval

MOST_TRIES = 30  # from one address in ten minutes
MOST_PICTURES, LARGEST_PICTURE = 10, 2 * 1024 * 1024


@require_http_methods(WAYS)
@role_required(PressEditor)
def ask_outside(request: HttpRequest, code: str) -> HttpResponse:
    """The link is shown in the answer and nowhere else."""
    article, by = article_of(request, code), actor_for(request)
    if request.method != "POST" and not can_ask_outside(article, by):
        raise PressForbidden
    form = forms.OutsideForm(request.POST if request.method == "POST" else None, initial={"ver": article.ver})
    if request.method == "POST":
        try:
            made = attempt(
                form, lambda given: ask_outside_approval(article=article, by=by, now=clock.now(), **given)
            )
        except ArticleChanged as changed:
            return changed_page(request, changed)
        if made:
            approval, secret = made
            path = reverse("outside_text")
            url = f"{site_url_if_known(path) or request.build_absolute_uri(path)}#{secret}"
            context = {"article": article, "approval": approval, "url": url}
            return guarded(render(request, "press/articles/outside_link.html", context))
    title = article.head.title if article.head else article.code
    back = (reverse("article_desk", args=[code]), title)
    return form_page(request, form, title=_("Gửi người ngoài duyệt"), back=back, go=_("Tạo đường dẫn"))


@require_POST
@role_required(PressEditor)
def revoke_outside(request: HttpRequest, code: str, number: int) -> HttpResponse:
    article = article_of(request, code)
    rows = OutsideApproval.objects.filter(revision__article=article).select_related("revision__article")
    revoke_outside_approval(
        approval=get_object_or_404(rows, pk=number), by=actor_for(request), now=clock.now()
    )
    messages.success(request, _("Đã thu hồi đường dẫn."))
    return redirect("article_desk", code)


@require_http_methods(WAYS)
@public_page
def outside_text(request: HttpRequest) -> HttpResponse:
    """The text that the code opens, with the form of the answer; the code comes by form."""
    if request.method != "POST":
        return guarded(render(request, "press/articles/outside_code.html", {"form": forms.CodeForm()}))
    if limited(request, "press_outside", most=MOST_TRIES):
        return guarded(too_many(request, retry_after=600))
    form, now = forms.CodeForm(request.POST), clock.now()
    found = approval_of_code(form.cleaned_data["code"], now) if form.is_valid() else None
    if found is None:
        if form.is_valid():
            words = _("Mã không mở được bài: gõ sai, đã trả lời, đã thu hồi, hết hạn, hoặc bài đã sửa.")
            form.add_error("code", words)
        return guarded(render(request, "press/articles/outside_code.html", {"form": form}, status=422))
    answer = forms.OutsideAnswerForm(request.POST if "answer" in request.POST or "full_name" in request.POST else None,
                                     initial={"code": form.cleaned_data["code"]})  # fmt: skip
    if answer.is_bound and (done := attempt(answer, lambda given: _answered(given, now))):
        return guarded(render(request, "press/articles/outside_done.html", {"approval": done}))
    return guarded(_text_page(request, found, answer, now))


def _answered(given: dict[str, Any], now: datetime) -> OutsideApproval:
    return answer_outside_approval(approved=given.pop("answer") == "yes", now=now, **given)


def _text_page(
    request: HttpRequest, found: OutsideApproval, form: forms.OutsideAnswerForm, now: datetime
) -> HttpResponse:
    article = found.revision.article
    until = article.embargo_until
    context = {
        "article": article,
        "approval": found,
        "revision": found.revision,
        "blocks": with_pictures(page_blocks(found.revision, now)),
        "embargo": until if until and until > now else None,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "press/articles/outside_text.html", context, status=status)


def with_pictures(blocks: list[PageBlock]) -> list[PageBlock]:
    """Pictures within the page, since those of an unpublished text have no public address; files by their name."""
    found, pictures = [], 0
    for one in blocks:
        picture = one.picture
        if one.kind == "image" and one.file and not picture and pictures < MOST_PICTURES:
            picture = _picture(one.file.file)
            pictures += bool(picture)
        found.append(replace(one, picture=picture, file=None))
    return found


def _picture(file: StoredFile) -> str:
    clean = file.state == "clean" and file.content_type in ("image/jpeg", "image/png", "image/webp")
    if not clean or file.size > LARGEST_PICTURE:
        return ""
    return f"data:{file.content_type};base64,{b64encode(read(file)).decode()}"


def guarded(response: HttpResponse) -> HttpResponse:
    """No search engine and no store on the way learns of it, and no other site from where a reader comes."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
