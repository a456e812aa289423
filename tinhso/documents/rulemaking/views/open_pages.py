"""Drafts of rules for everybody: the list, its feed, a draft paragraph by paragraph, comments on it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.models import Consultation, PublicComment
from tinhso.documents.rulemaking.actions.write_comment import write_comment
from tinhso.documents.rulemaking.changes import changes_of
from tinhso.documents.rulemaking.comment_limits import COMMENT_LIMITS
from tinhso.documents.rulemaking.consultation_page import (
    commented_paragraphs,
    consultation_state,
    facts_of,
    outcomes_of,
    paragraph_at,
    shown_comments,
)
from tinhso.documents.rulemaking.forms import CommentForm
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.moderation.public import Flooded, check_flood
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt
from tinhso.kernel.site.rate_limit import client_address
from tinhso.kernel.site.views.errors import too_many

PAGE = 20
COMMENTS = 50
MOST_FEED = 50


@require_safe
@public_page
def show_consultations(request: HttpRequest) -> HttpResponse:
    """Drafts that take comments, those that close first before; `?loai=da-het` those that are over, the newest first."""
    day = clock.today()
    is_over = request.GET.get("loai") == "da-het"
    rows = Consultation.objects.published().whole().with_counts()
    collecting = Consultation.objects.collecting(day).values("pk")
    rows = rows.exclude(pk__in=collecting) if is_over else rows.filter(pk__in=collecting)
    rows = rows.order_by("-opened_at", "-pk") if is_over else rows.order_by("closes_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    query = "&loai=da-het" if is_over else ""
    context = {
        "page": page,
        "is_over": is_over,
        "next_url": f"?trang={page.number + 1}{query}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{query}" if page.has_previous() else "",
    }
    return render(request, "documents/rulemaking/consultations.html", context)


@require_safe
@public_page
def show_feed(request: HttpRequest) -> HttpResponse:
    """RSS of the drafts that take comments today, the newest first."""
    site = request.build_absolute_uri("/").rstrip("/")
    rss = Rss201rev2Feed(
        title=_("Dự thảo văn bản đang lấy ý kiến"),
        link=f"{site}{reverse('consultations')}",
        description=_("Dự thảo văn bản quy phạm pháp luật mà mọi người góp ý được"),
        language="vi",
        feed_url=request.build_absolute_uri(),
    )
    rows = Consultation.objects.collecting(clock.today()).whole().order_by("-opened_at", "-pk")
    for one in rows[:MOST_FEED]:
        closes = _("Nhận góp ý đến hết ngày %(day)s.") % {"day": f"{one.closes_on:%d/%m/%Y}"}
        rss.add_item(
            title=one.title,
            link=f"{site}{reverse('consultation', args=[one.case.code])}",
            description=f"{one.case.agency.name}. {closes} {one.summary[:500]}",
            unique_id=one.case.code,
            unique_id_is_permalink=False,
            pubdate=one.opened_at,
        )
    return HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _published(code: str) -> Consultation:
    """404 for what was not opened, as for what does not exist."""
    return get_object_or_404(Consultation.objects.published().whole(), case__code=code)


@require_safe
@public_page
def show_consultation(request: HttpRequest, code: str) -> HttpResponse:
    """The draft paragraph by paragraph, with how many comments each has."""
    found, day = _published(code), clock.today()
    words, tone = consultation_state(found, day)
    context = {
        "consultation": found,
        "words": words,
        "tone": tone,
        "takes_comments": found.takes_comments(day),
        "facts": [*facts_of(found), *outcomes_of(found)],
        "paragraphs": commented_paragraphs(found),
        "whole_count": shown_comments(found).filter(paragraph=0).count(),
    }
    return render(request, "documents/rulemaking/consultation.html", context)


@require_safe
@public_page
def show_changes(request: HttpRequest, code: str) -> HttpResponse:
    """What the version that came with the answers says otherwise, and which comments led there; 404 without one."""
    found = _published(code)
    if not found.is_answered or found.result_version is None:
        raise Http404
    context = {"consultation": found, "changes": changes_of(found)}
    return render(request, "documents/rulemaking/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def show_paragraph(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One paragraph (0: the whole draft) with what others say about it, and the form to comment."""
    found, day = _published(code), clock.today()
    try:
        paragraph = paragraph_at(paragraphs_of(found.version), number)
    except LookupError:
        raise Http404 from None
    form = CommentForm(request.POST if request.method == "POST" else None, has_quote=number > 0)
    if request.method == "POST":
        try:
            comment = attempt(form, lambda data: _write(request, found, number, data))
        except Flooded as flooded:
            return too_many(request, retry_after=flooded.retry_after)
        if comment:
            return redirect("public_comment", comment.receipt)
    rows = shown_comments(found).filter(paragraph=number).select_related("answer")
    page = Paginator(rows, COMMENTS).get_page(request.GET.get("trang"))
    context = {
        "consultation": found,
        "paragraph": paragraph,
        "takes_comments": found.takes_comments(day),
        "form": form,
        "page": page,
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    status = 422 if form.errors else 200
    return render(request, "documents/rulemaking/paragraph.html", context, status=status)


def _write(request: HttpRequest, found: Consultation, number: int, data: dict[str, Any]) -> PublicComment:
    """Flooded; EntryRefused."""
    by, now = actor_for(request), clock.now()
    check_flood(COMMENT_LIMITS, address=client_address(request), account=by.user_id, on=now.date())
    return write_comment(
        consultation=found,
        paragraph=number,
        quote=data.get("quote", ""),
        text=data["text"],
        organisation=data["organisation"],
        client_key=data["client_key"],
        by=by,
        now=now,
    )


@require_safe
@never_cache
@public_page
def show_comment(request: HttpRequest, receipt: str) -> HttpResponse:
    """One's own comment, by the address that was given when it was sent: whether it is shown."""
    rows = PublicComment.objects.select_related("consultation__case", "consultation__version", "answer")
    comment = get_object_or_404(rows, receipt=receipt)
    paragraph = paragraph_at(paragraphs_of(comment.consultation.version), comment.paragraph)
    context = {"comment": comment, "consultation": comment.consultation, "paragraph": paragraph}
    return render(request, "documents/rulemaking/comment.html", context)
