"""The desk: the agency's articles by step, one with its history and what is wrong with it, its texts."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Entry, Fact, Tab, Table
from tinhso.lib.dates import vn_datetime
from tinhso.lib.language.word_changes import changed_lines
from tinhso.press.articles import permissions
from tinhso.press.articles.blocks import text_lines
from tinhso.press.articles.checks import Problem, problems_of
from tinhso.press.articles.page_blocks import page_blocks
from tinhso.press.articles.translating import behind_original
from tinhso.press.articles.views.finding import ROLES, article_of
from tinhso.press.models import Article, ArticleRevision, OutsideApproval

PAGE = 25
HISTORY = 50


@require_safe
@role_required(*ROLES)
def show_articles(request: HttpRequest) -> HttpResponse:
    """Those of the own agency, of one step where it is chosen."""
    by = actor_for(request)
    chosen = request.GET.get("buoc", "")
    chosen = chosen if chosen in Article.State.values else ""
    rows = Article.objects.visible_to(by).select_related("head", "category", "locked_by")
    found = rows.filter(state=chosen) if chosen else rows
    page = Paginator(found.order_by("-started_at", "-pk"), PAGE).get_page(request.GET.get("trang"))
    more = f"&buoc={chosen}" if chosen else ""
    context = {
        "table": _table(list(page.object_list)),
        "tabs": _tabs(chosen),
        "starts": permissions.can_start(by),
        "places": by.holds(PressEditor),
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/articles/articles.html", context)


def _tabs(chosen: str) -> list[Tab]:
    here = reverse("articles")
    steps = [Tab(label, f"{here}?buoc={state}", state == chosen) for state, label in Article.State.choices]
    return [Tab(_("Tất cả"), here, not chosen), *steps]


def _table(articles: list[Article]) -> Table:
    head = [_("Tiêu đề"), _("Chuyên mục"), _("Bước"), _("Đang sửa"), _("Đăng lúc")]
    return Table(
        _("Tin bài"),
        [Column(label) for label in head],
        [
            [
                Cell(one.head.title if one.head else one.code, url=reverse("article_desk", args=[one.code])),
                one.category.name,
                one.get_state_display(),
                one.locked_by.full_name if one.locked_by else "–",
                vn_datetime(one.published_at) if one.published_at else "–",
            ]
            for one in articles
        ],
    )


@require_safe
@role_required(*ROLES)
def show_article_desk(request: HttpRequest, code: str) -> HttpResponse:
    return article_page(request, article_of(request, code))


def article_page(
    request: HttpRequest, article: Article, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """One article: its text as readers will see it, each fault at its block, what this officer may do, its history."""
    by, now = actor_for(request), clock.now()
    assert article.head is not None
    problems = problems_of(article.head, now)
    outside_approvals = OutsideApproval.objects.filter(revision__article=article)
    context: dict[str, Any] = {
        "article": article,
        "revision": article.head,
        "problems": problems,
        "blocks": page_blocks(article.head, now, problems=by_position(problems)),
        "facts": _facts(article, by),
        "locked": article.locked_by if article.locked_for(by.user_id, now) else None,
        "draft": article.drafts.filter(by=by.user_id).first(),
        "asides": list(article.revisions.filter(aside=True).select_related("by")[:10]),
        "texts": list(article.revisions.filter(aside=False).select_related("by")[:10]),
        "history": [
            Entry(one.get_deed_display(), at=one.at, by=one.by.full_name if one.by else "", text=one.note)
            for one in article.steps.select_related("by")[:HISTORY]
        ],
        "problem": problem,
        "translates": article.original_id is None and article.live_id and permissions.can_start(by),
        "outside": list(outside_approvals.select_related("revision")[:20]),
        "asks_outside": permissions.can_ask_outside(article, by),
        "revokes": by.holds(PressEditor),
        "changes": permissions.can_change(article, by),
        "sends": permissions.can_send(article, by),
        "returns": permissions.can_return(article, by),
        "approves": permissions.can_approve(article, by),
        "begins": permissions.can_begin_change(article, by),
        "withdraws": permissions.can_withdraw(article, by),
    }
    return render(request, "press/articles/article.html", context, status=status)


def by_position(problems: list[Problem]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in problems:
        found.setdefault(one.position, []).append(one.words)
    return found


def _facts(article: Article, by: Actor) -> list[Fact]:
    times = [
        (_("Hẹn đăng"), article.go_live_at),
        (_("Giữ tin đến"), article.embargo_until),
        (_("Hết hạn"), article.expires_at),
        (_("Đăng lần đầu"), article.published_at),
    ]
    found = [
        Fact(_("Bước"), article.get_state_display()),
        Fact(_("Chuyên mục"), article.category.name),
        Fact(_("Địa chỉ"), f"/tin-tuc/{article.slug}/", url=_public_url(article)),
    ]
    found += [Fact(label, words, url=url) for label, words, url in _languages(article)]
    if article.reason:
        found.append(Fact(article.get_change_display(), article.reason))
    return found + [Fact(label, vn_datetime(at)) for label, at in times if at]


def _languages(article: Article) -> list[tuple[str, str, str]]:
    """The original of a translation, or the translations of an original, as links to their desks. One query."""
    if article.original is not None:
        words = article.original.code
        if behind_original(article):
            words = _("%(code)s, đã sửa sau bản dịch") % {"code": words}
        return [(_("Dịch từ"), words, reverse("article_desk", args=[article.original.code]))]
    return [
        (_("Bản dịch"), one.get_language_display(), reverse("article_desk", args=[one.code]))
        for one in article.translations.all()
    ]


def _public_url(article: Article) -> str:
    return reverse("article", args=[article.slug]) if article.live_id else ""


@require_safe
@role_required(*ROLES)
def show_revision(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One text as it was, also one that stands aside."""
    article = article_of(request, code)
    revision: ArticleRevision = get_object_or_404(article.revisions.select_related("by"), number=number)
    context = {"article": article, "revision": revision, "blocks": page_blocks(revision, clock.now())}
    return render(request, "press/articles/revision.html", context)


@require_safe
@role_required(*ROLES)
def show_changes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a text says otherwise than the newest before it that is not aside. 404 for the first of all."""
    article = article_of(request, code)
    revision = get_object_or_404(article.revisions.select_related("by"), number=number)
    older = article.revisions.filter(number__lt=number, aside=False).order_by("-number").first()
    if older is None:
        raise Http404
    before, after = (text_lines(one.title, one.lead, one.blocks) for one in (older, revision))
    context = {
        "article": article,
        "revision": revision,
        "older": older,
        "same": before == after,
        "lines": changed_lines(before, after),
    }
    return render(request, "press/articles/changes.html", context)


@require_safe
@role_required(*ROLES)
def show_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """A picture or file of the article, for its desk."""
    found = get_object_or_404(article_of(request, code).files.select_related("file"), pk=number)
    return serve(request, found.file, by=actor_for(request), cases=None, inline=found.picture or found.sound)
