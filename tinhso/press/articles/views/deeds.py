"""The deeds on an article, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, conflict, form_page
from tinhso.press.articles import forms, permissions
from tinhso.press.articles.actions.approve_article import approve_article
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.lock_article import ArticleLockedBy, lock_article
from tinhso.press.articles.actions.return_article import return_article
from tinhso.press.articles.actions.send_article import send_article
from tinhso.press.articles.actions.unlock_article import unlock_article
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.views.finding import ROLES, WAYS, article_of
from tinhso.press.models import Article

Deed = Callable[..., Any]
May = Callable[[Article, Actor], bool]
DEEDS: dict[str, tuple[Any, type[django_forms.Form], Deed, May]] = {
    "chuyen": (gettext_lazy("Chuyển bước tiếp"), forms.VersionForm, send_article, permissions.can_send),
    "tra-lai": (gettext_lazy("Trả lại"), forms.ReasonForm, return_article, permissions.can_return),
    "duyet": (gettext_lazy("Duyệt đăng"), forms.VersionForm, approve_article, permissions.can_approve),
    "sua-bai-da-dang": (
        gettext_lazy("Đính chính, viết lại"),
        forms.ChangeForm,
        begin_change,
        permissions.can_begin_change,
    ),
    "go": (gettext_lazy("Gỡ bài"), forms.ReasonForm, withdraw_article, permissions.can_withdraw),
}
LOCKS = ("nhan", "nhan-thay", "nha")


@require_http_methods(WAYS)
@role_required(*ROLES)
def article_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    article, by, now = article_of(request, code), actor_for(request), clock.now()
    if deed in LOCKS:
        return _lock(request, article, deed)
    if deed not in DEEDS:
        raise Http404
    label, kind, action, may = DEEDS[deed]
    if request.method != "POST" and not may(article, by):
        raise permissions.PressForbidden
    form = kind(request.POST if request.method == "POST" else None, initial={"ver": article.ver})
    if request.method == "POST":
        try:
            if attempt(form, lambda given: action(article=article, by=by, now=now, **given)):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": label})
                return redirect("article_desk", code)
        except ArticleChanged as changed:
            return changed_page(request, changed)
    title = article.head.title if article.head else article.code
    back = (reverse("article_desk", args=[code]), title)
    return form_page(request, form, title=label, back=back, go=label)


def _lock(request: HttpRequest, article: Article, deed: str) -> HttpResponse:
    """`nhan` begins to work on it, `nhan-thay` where somebody else does, `nha` ends it."""
    by, now = actor_for(request), clock.now()
    if request.method != "POST":
        return redirect("article_desk", article.code)
    if deed == "nha":
        unlock_article(article=article, by=by, now=now)
        return redirect("article_desk", article.code)
    try:
        lock_article(article=article, by=by, now=now, take_over=deed == "nhan-thay")
    except ArticleLockedBy as locked:
        return _conflict(request, article, locked.holder.full_name, _("đang sửa bài này"), locked.since)
    return redirect("edit_article", article.code)


def changed_page(request: HttpRequest, changed: ArticleChanged) -> HttpResponse:
    """409: what was done meanwhile, and by whom."""
    last = changed.last
    who = last.by.full_name if last and last.by else _("Người khác")
    words = _("đã làm việc khác với bài này")
    if last:
        words = _("đã làm: %(deed)s") % {"deed": last.get_deed_display()}
    return _conflict(request, changed.article, who, words, last.at if last else None)


def _conflict(
    request: HttpRequest, article: Article, who: str, deed: str, at: datetime | None
) -> HttpResponse:
    return conflict(request, who=who, deed=deed, at=at, url=reverse("article_desk", args=[article.code]))
