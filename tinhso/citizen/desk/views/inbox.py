"""The triage desk: what came in by all channels, what waits for moderation, what is hidden and to be looked at again."""

import uuid
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.citizen.complaints.content import COMPLAINT_REASON
from tinhso.citizen.desk.actions.set_visibility import (
    NeverPublished,
    hide_report,
    review_hidden,
    show_report,
    withhold_photo,
)
from tinhso.citizen.desk.forms import EntryForm, HideForm
from tinhso.citizen.desk.inbox import INBOXES, counts_of, inbox_of
from tinhso.citizen.desk.moderated import COMMENTS, RATINGS
from tinhso.citizen.desk.views.desk import desk_report_of
from tinhso.citizen.models import Report
from tinhso.citizen.reports.actions.submit_report import SOURCES, submit_report
from tinhso.citizen.reports.content import Contact, ContentRefused, ReportContent
from tinhso.citizen.reports.map_ground import picker_words
from tinhso.citizen.reports.routing import triage_desk
from tinhso.citizen.sender.browser_notes import keep_link, take_link
from tinhso.citizen.sender.secret_link import code_reaches, link_needed, link_path, qr_svg
from tinhso.kernel.law.public import rule
from tinhso.kernel.moderation.public import NoSuchText, TextChanged, decide_text
from tinhso.kernel.people.public import Actor, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab

PAGE = 50
TWICE = timedelta(minutes=5)


def desk_actor(request: HttpRequest) -> Actor:
    """An officer of the triage desk of today; PermissionDenied for desk officers of other agencies."""
    actor = actor_for(request)
    if actor.agency_id != triage_desk(clock.today()).pk:
        raise PermissionDenied
    return actor


@require_safe
@role_required(DeskOfficer)
def inbox(request: HttpRequest) -> HttpResponse:
    """`?o=` one of the boxes, `?kenh=` one channel, `?sap=moi` the newest first, `?trang=` the page."""
    actor, now = desk_actor(request), clock.now()
    box = request.GET.get("o", "")
    box = box if box in INBOXES else next(iter(INBOXES))
    review = now - timedelta(days=int(rule("citizen.review_days", on=now.date())))
    number = request.GET.get("trang", "")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    channel = request.GET.get("kenh", "")
    channel = channel if channel in Report.Channel.values else ""
    rows = inbox_of(box, by=actor, now=now, review_before=review, channel=channel)
    newest = request.GET.get("sap") == "moi" and box != "comments"
    rows = rows.order_by("-sent_at", "-pk") if newest else rows
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    counts = counts_of(actor, now=now, review_before=review)
    tabs = [Tab(f"{label} ({counts[key]})", f"?o={key}", key == box) for key, label in INBOXES.items()]
    context = {
        "tabs": tabs,
        "box": box,
        "rows": found[:PAGE],
        "next": page + 1 if len(found) > PAGE else None,
        "channels": Report.Channel.choices,
        "channel": channel,
        "order": "moi" if newest else "",
        "now": now,
    }
    return render(request, "citizen/desk/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def enter_report(request: HttpRequest) -> HttpResponse:
    """A report that somebody told by telephone or at the counter."""
    actor, now = desk_actor(request), clock.now()
    form = EntryForm(request.POST or None, initial={"client_key": uuid.uuid4()}, on=now.date())
    if form.is_valid():
        try:
            report = _report_of_form(form, actor, now)
        except ContentRefused as refused:
            for _name, words in refused.problems:
                form.add_error(None, words)
        else:
            _note_link(request, report, now)
            messages.success(request, _("Đã ghi phản ánh %(code)s.") % {"code": report.case.code})
            return redirect("report_slip", report.case.code)
    status = 422 if form.is_bound else 200
    context = {"form": form} | picker_words(now.date())
    return render(request, "citizen/desk/entry.html", context, status=status)


def _report_of_form(form: EntryForm, by: Actor, now: datetime) -> Report:
    """What was told, as a report. ContentRefused."""
    data = form.cleaned_data
    content = ReportContent(
        **{name: data[name] for name in ("category", "description", "address", "lat", "lon", "commune")},
        contact=Contact(data["name"], data["phone"]),
    )
    channel, key = Report.Channel(data["channel"]), data["client_key"]
    return submit_report(content=content, client_key=key, channel=channel, by=by, now=now)


def _note_link(request: HttpRequest, report: Report, now: datetime) -> None:
    """For the slip of whoever stands at the counter. The key of a form opens nothing that came by another way, and after
    the minutes in which a button is pressed twice it opens nothing at all."""
    at_counter = report.channel == Report.Channel.COUNTER and now - report.sent_at < TWICE
    if at_counter and report.case.client_key and link_needed(report):
        link = request.build_absolute_uri(link_path(report.case.client_key))
        keep_link(request, report.case.code, link)


@require_safe
@never_cache
@role_required(DeskOfficer)
def report_slip(request: HttpRequest, code: str) -> HttpResponse:
    """What the desk hands over or reads out: the code, and the one way into the sender's part, or that there is none."""
    desk_actor(request)
    report = desk_report_of(request, code, purpose="handling")
    link = take_link(request, report.case.code)
    context = {
        "report": report,
        "link": link,
        "qr": qr_svg(link) if link else "",
        "by_code": code_reaches(report.reporter.phone),
        "is_by_phone": report.channel == Report.Channel.PHONE,
        "desk_made": report.channel in SOURCES,
    }
    return render(request, "citizen/desk/slip.html", context)


@require_POST
@role_required(DeskOfficer)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Publish a report, or show it again."""
    report = desk_report_of(request, code)
    try:
        show_report(report=report, by=desk_actor(request), now=clock.now())
    except NeverPublished:
        messages.error(request, _("Loại phản ánh này không đăng công khai, để không lộ người gửi."))
    else:
        messages.success(request, _("Đã đăng."))
    return redirect("desk_report", code)


@require_POST
@role_required(DeskOfficer)
def hide(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a report from the public for a listed reason."""
    report, now = desk_report_of(request, code), clock.now()
    reasons = rule("citizen.refusals", on=now.date())
    form = HideForm(request.POST, reasons=reasons)
    if not form.is_valid():
        messages.error(request, _("Chọn lý do không đăng."))
        return redirect("desk_report", code)
    if form.cleaned_data["reason"] == COMPLAINT_REASON and not report.case.is_final:
        return redirect("set_apart", code)  # what has ended can only be hidden
    hide_report(
        report=report, reason=form.cleaned_data["reason"], reasons=reasons, by=desk_actor(request), now=now
    )
    messages.success(request, _("Không đăng phản ánh này; hằng tháng xem lại."))
    return redirect("desk_report", code)


@require_POST
@role_required(DeskOfficer)
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Looked at again: it stays hidden."""
    review_hidden(report=desk_report_of(request, code), by=desk_actor(request), now=clock.now())
    messages.success(request, _("Đã ghi lần xem lại."))
    return redirect("desk_report", code)


@require_POST
@role_required(DeskOfficer)
def withhold(request: HttpRequest, code: str, photo: int) -> HttpResponse:
    """Take one picture from the public, or give it back."""
    row = desk_report_of(request, code).photos.select_related("report__case").filter(pk=photo).first()
    if row is None:
        raise Http404
    withhold_photo(photo=row, hidden=not row.hidden, by=desk_actor(request), now=clock.now())
    return redirect("desk_report", code)


@require_POST
@role_required(DeskOfficer)
def rating(request: HttpRequest, code: str) -> HttpResponse:
    """Let the words beside the stars through, or hide them."""
    report, shown = desk_report_of(request, code), "shown" in request.POST
    try:
        seen = request.POST.get("seen", "")
        decide_text(
            kind=RATINGS.code, key=report.pk, seen=seen, shown=shown, by=desk_actor(request), now=clock.now()
        )
    except TextChanged:
        messages.error(request, _("Người gửi đã viết lại góp ý. Đọc lại rồi quyết định."))
    else:
        messages.success(request, _("Đã cho hiện góp ý.") if shown else _("Góp ý này không hiện."))
    return redirect(f"{reverse('report_inbox')}?o=ratings")


@require_POST
@role_required(DeskOfficer)
def comment(request: HttpRequest, comment: int) -> HttpResponse:
    """Let a comment through, or hide it."""
    actor, shown = desk_actor(request), "shown" in request.POST
    try:
        decide_text(kind=COMMENTS.code, key=comment, seen="", shown=shown, by=actor, now=clock.now())
    except NoSuchText:
        raise Http404 from None
    messages.success(request, _("Đã cho hiện bình luận.") if shown else _("Bình luận này không hiện."))
    return redirect(f"{reverse('report_inbox')}?o=comments")
