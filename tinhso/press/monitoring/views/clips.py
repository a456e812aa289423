"""The morning's list of a day, as a page and as PDF; counts; the sheet of the press briefing."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Column, Table
from tinhso.press.models import NewsClip, NewsSource
from tinhso.press.monitoring.actions.choose_clip import drop_clip
from tinhso.press.monitoring.clip_book import clip_book, clip_book_pdf
from tinhso.press.monitoring.counts import briefing_between, counts_between, late_issues
from tinhso.press.monitoring.forms import DayForm
from tinhso.press.monitoring.permissions import can_steer_news
from tinhso.press.monitoring.views.pages import ROLES, days_of, news_tabs
from tinhso.press.questions.issue_process import NoFocalAgency, focal_agency

A_MONTH = 30


def _desk(day: date) -> Agency | None:
    """Whose list it is: the focal agency of that day."""
    try:
        return focal_agency(day)
    except NoFocalAgency:
        return None


@require_safe
@role_required(*ROLES)
def news_clips(request: HttpRequest) -> HttpResponse:
    """Everybody who follows the press reads the list; the focal agency's editors write it."""
    by = actor_for(request)
    _first, day, _form = days_of(request, 0)
    desk = _desk(day)
    context = {
        "tabs": news_tabs("news_clips", by),
        "book": clip_book(desk.pk, day, by) if desk else None,
        "day": day,
        "form": DayForm(request.GET or None),
        "steers": can_steer_news(by, clock.today()),
        "missed": NewsSource.objects.missed(clock.now()).count(),
        "pdf": f"{reverse('news_clips_pdf')}?den={day:%d/%m/%Y}",
    }
    return render(request, "press/monitoring/news_clips.html", context)


@require_safe
@role_required(*ROLES)
def news_clips_pdf(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    _first, day, _form = days_of(request, 0)
    desk = _desk(day) or get_object_or_404(Agency, pk=by.agency_id or 0)
    pdf = clip_book_pdf(clip_book(desk.pk, day, by), desk, now=clock.now())
    name = f'inline; filename="diem-bao-{day:%Y%m%d}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_POST
@role_required(PressEditor)
def drop_news_clip(request: HttpRequest, number: int) -> HttpResponse:
    by = actor_for(request)
    clip = get_object_or_404(NewsClip, pk=number, agency_id=by.agency_id or 0)
    drop_clip(clip=clip, by=by, now=clock.now())
    messages.success(request, _("Đã bỏ khỏi điểm báo."))
    return redirect(f"{reverse('news_clips')}?den={clip.day:%d/%m/%Y}")


def _count_table(caption: str, label: str, rows: list[tuple[str, int]]) -> Table:
    columns = [Column(label), Column(_("Số tin, bài"), number=True)]
    return Table(caption, columns, [[words, str(n)] for words, n in rows])


@require_safe
@role_required(*ROLES)
def news_counts(request: HttpRequest) -> HttpResponse:
    """By outlet, topic and agency; below, the sheet of the press briefing: what each agency was to verify, the late ones first."""
    by = actor_for(request)
    first, last, form = days_of(request, A_MONTH)
    counts = counts_between(first, last)
    briefing = briefing_between(first, last)
    numbers = [
        Column(words, number=True)
        for words in (_("Kỳ trước chuyển sang"), _("Đã giao"), _("Đã trả lời"), _("Đang kiểm tra"), _("Chậm"))
    ]
    context = {
        "tabs": news_tabs("news_counts", by),
        "form": form,
        "first": first,
        "last": last,
        "counts": counts,
        "tables": [
            _count_table(_("Theo báo"), _("Báo"), counts.outlets),
            _count_table(_("Theo chủ đề đã chọn"), _("Chủ đề"), counts.topics),
            _count_table(_("Theo cơ quan được nhắc tới"), _("Cơ quan"), counts.agencies),
        ],
        "briefing": Table(
            _("Giao ban báo chí: nội dung báo nêu theo cơ quan"),
            [Column(_("Cơ quan")), *numbers],
            [
                [one.agency, *map(str, (one.carried, one.issues, one.answered, one.waiting, one.late))]
                for one in briefing
            ],
        ),
        "late": late_issues(first, last, by),
        "now": clock.now(),
    }
    return render(request, "press/monitoring/news_counts.html", context)
