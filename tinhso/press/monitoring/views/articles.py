"""The list of articles, one story with its copies and what came of it, saved searches."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import (
    NewsArticle,
    NewsCluster,
    NewsMention,
    NewsSearch,
    NewsSource,
    PressIssue,
)
from tinhso.press.monitoring import forms
from tinhso.press.monitoring.actions.choose_clip import choose_clip
from tinhso.press.monitoring.actions.hand_on_cluster import add_copies, hand_on_cluster
from tinhso.press.monitoring.actions.part_article import part_article
from tinhso.press.monitoring.actions.save_search import delete_search, save_search
from tinhso.press.monitoring.clip_book import issues_seen
from tinhso.press.monitoring.clusters import notable
from tinhso.press.monitoring.counts import span
from tinhso.press.monitoring.permissions import can_steer_news
from tinhso.press.monitoring.searching import firsts, fitting, with_words
from tinhso.press.monitoring.views.pages import ROLES, WAYS, news_tabs
from tinhso.press.questions.issue_process import NoFocalAgency

PAGE = 30
BACK = 7
MOST_COPIES = 60


@require_safe
@role_required(*ROLES)
def news_articles(request: HttpRequest) -> HttpResponse:
    """Of the last week or the days of the form, the newest first; `luu` shows what a saved search finds."""
    by, today = actor_for(request), clock.today()
    form = forms.NewsFilter(request.GET or None)
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    last = typed.get("den") or today
    first = min(typed.get("tu") or last - timedelta(days=BACK), last)
    days = NewsArticle.objects.bare().between(*span(first, last))
    days = days.select_related("source", "cluster")
    rows = with_words(days, typed.get("q", ""))
    if typed.get("bao"):
        rows = rows.filter(source__outlet=typed["bao"])
    searches = list(NewsSearch.objects.filter(user=by.user_id or 0))
    number = request.GET.get("luu", "")
    search = next((one for one in searches if str(one.pk) == number), None)
    if search is not None:
        rows = fitting(rows, search)
    if not (typed.get("q") or typed.get("bao") or search):
        rows = firsts(rows, first)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    seen = issues_seen(by, [one.cluster for one in page])
    for one in page:
        one.cluster.issue = seen.get(one.cluster.issue_id)  # for the page alone: nothing is saved
    more = urlencode(
        {name: request.GET[name] for name in ("q", "bao", "tu", "den", "luu") if request.GET.get(name)}
    )
    context = {
        "tabs": news_tabs("news_articles", by),
        "form": form,
        "page": page,
        "first": first,
        "last": last,
        "searches": searches,
        "search": search,
        "missed": NewsSource.objects.missed(clock.now()).count(),
        "steers": can_steer_news(by, today),
        "next_url": f"?trang={page.next_page_number()}&{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}&{more}" if page.has_previous() else "",
    }
    return render(request, "press/monitoring/news_articles.html", context)


@require_safe
@role_required(*ROLES)
def news_cluster(request: HttpRequest, number: int) -> HttpResponse:
    """A story: its copies by time, what they name, and the issue that was made of it with its outcome."""
    by = actor_for(request)
    cluster = _cluster(number)
    rows = NewsArticle.objects.filter(cluster=cluster).bare().select_related("source")
    articles = list(rows.order_by("published_at", "pk")[:MOST_COPIES])
    mentions = NewsMention.objects.filter(article__in=articles)
    named = list(mentions.select_related("unit", "agency").order_by("pk"))
    steers = can_steer_news(by, clock.today())
    issue = cluster.issue
    noted = set(issue.outlet_articles.values_list("url", flat=True)) if issue and steers else set()
    context: dict[str, Any] = {
        "tabs": news_tabs("news_articles", by),
        "cluster": cluster,
        "title": articles[0].title,
        "articles": articles,
        "units": list(dict.fromkeys(one.unit.name for one in named if one.unit)),
        "agencies": list(dict.fromkeys(one.agency.name for one in named if one.agency)),
        "steers": steers,
        "issue": issue,
        "sees_issue": issue and PressIssue.objects.visible_to(by).filter(pk=issue.pk).exists(),
        "waiting": sum(one.url not in noted for one in notable(cluster)) if issue and steers else 0,
        "clips": list(cluster.clips.order_by("-day")[:10]),
    }
    return render(request, "press/monitoring/news_cluster.html", context)


def _cluster(number: int) -> NewsCluster:
    """Http404 where nothing of it is left."""
    rows = NewsCluster.objects.filter(articles__isnull=False).select_related("issue__case__agency")
    return get_object_or_404(rows.distinct(), pk=number)


def _back(cluster: NewsCluster) -> tuple[str, str]:
    return reverse("news_cluster", args=[cluster.pk]), _("Tin báo chí")


@require_http_methods(WAYS)
@role_required(PressEditor)
def hand_on_news(request: HttpRequest, number: int) -> HttpResponse:
    """Giao kiểm tra: the story becomes an issue; of one that has an issue POST adds the copies that came since."""
    by, now, cluster = actor_for(request), clock.now(), _cluster(number)
    if request.method != "POST" and not can_steer_news(by, clock.today()):
        raise PressForbidden
    if cluster.issue is not None:
        if request.method == "POST":
            add_copies(cluster=cluster, by=by, now=now)
            messages.success(request, _("Đã ghi thêm bài vào vấn đề."))
        return redirect("news_cluster", number)
    first = cluster.articles.order_by("published_at", "pk")[0]
    start = {"subject": first.title[:200], "text": first.excerpt}
    form = forms.HandOnForm(request.POST if request.method == "POST" else None, initial=start)
    try:
        if request.method == "POST" and (
            issue := attempt(form, lambda given: hand_on_cluster(cluster=cluster, by=by, now=now, **given))
        ):
            messages.success(
                request, _("Đã ghi vấn đề; thời hạn trả lời tính từ hôm nay. Tiếp theo: giao cơ quan.")
            )
            return redirect("press_issue", issue.case.code)
    except NoFocalAgency:
        form.add_error(None, _("Tỉnh chưa giao cơ quan đầu mối báo chí."))
    return form_page(request, form, title=_("Giao kiểm tra"), back=_back(cluster), go=_("Ghi vấn đề"))


@require_POST
@role_required(PressEditor)
def part_news(request: HttpRequest, number: int) -> HttpResponse:
    """Tách bài: out of a story to which it does not belong."""
    article = get_object_or_404(NewsArticle.objects.only("cluster_id"), pk=number)
    try:
        cluster = part_article(article=article, by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("news_cluster", article.cluster_id)
    messages.success(request, _("Đã tách bài thành tin riêng."))
    return redirect("news_cluster", cluster.pk)


@require_http_methods(WAYS)
@role_required(PressEditor)
def choose_news(request: HttpRequest, number: int) -> HttpResponse:
    """Into the morning's list."""
    by, now, cluster = actor_for(request), clock.now(), _cluster(number)
    if request.method != "POST" and not can_steer_news(by, clock.today()):
        raise PressForbidden
    form = forms.ClipForm(
        request.POST if request.method == "POST" else None, day=clock.today(), cluster=cluster
    )
    if request.method == "POST" and attempt(
        form, lambda given: choose_clip(cluster=cluster, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã đưa vào điểm báo."))
        return redirect("news_cluster", number)
    return form_page(request, form, title=_("Đưa vào điểm báo"), back=_back(cluster), go=_("Đưa vào"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_news_search(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.SearchForm(request.POST if request.method == "POST" else None, day=clock.today())
    if request.method == "POST" and (
        search := attempt(form, lambda given: save_search(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã lưu."))
        return redirect(f"{reverse('news_articles')}?luu={search.pk}")
    back = (reverse("news_articles"), _("Tin báo chí"))
    return form_page(request, form, title=_("Lưu tìm kiếm"), back=back, go=_("Lưu"))


@require_POST
@role_required(*ROLES)
def delete_news_search(request: HttpRequest, number: int) -> HttpResponse:
    by = actor_for(request)
    search = get_object_or_404(NewsSearch, pk=number, user=by.user_id or 0)
    delete_search(search=search, by=by, now=clock.now())
    messages.success(request, _("Đã bỏ tìm kiếm."))
    return redirect("news_articles")
