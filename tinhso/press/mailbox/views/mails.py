"""Mail of the press for the officers of the agency that takes it in: the list, one message, and what is made of it."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Tab
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.mailbox import forms
from tinhso.press.mailbox.actions.ask_card import ask_card
from tinhso.press.mailbox.actions.decide_mail import (
    dismiss_mail,
    take_over_question,
    take_over_report,
)
from tinhso.press.mailbox.actions.receive_mail import MOST_OF_SENDER
from tinhso.press.mailbox.answer_clock import counts_from
from tinhso.press.mailbox.folder import mailbox
from tinhso.press.mailbox.held_mail import held_by_sender
from tinhso.press.mailbox.mailbox_bound import is_full
from tinhso.press.models import PressIssue, PressMail, PressMailFile
from tinhso.press.questions.issue_process import NoFocalAgency
from tinhso.press.questions.permissions import can_enter_issue

WAYS = ["GET", "HEAD", "POST"]
PAGE = 40
SENDERS = 20  # of whom mail is held back, on a page


def _check(request: HttpRequest) -> None:
    """Raises: PressForbidden."""
    if not can_enter_issue(actor_for(request), clock.today()):
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí đọc thư của báo chí.")


def _mail(request: HttpRequest, number: int) -> PressMail:
    """Raises: PressForbidden, Http404."""
    _check(request)
    return get_object_or_404(PressMail.objects.select_related("issue__case"), pk=number)


@require_safe
@role_required(PressEditor)
def press_mails(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, or what was decided, the newest first."""
    _check(request)
    done, now = request.GET.get("xong") == "1", clock.now()
    decided = PressMail.objects.exclude(outcome="").order_by("-decided_at", "-pk")
    rows = (decided if done else PressMail.objects.waiting()).select_related("issue__case", "answers")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    read, by = [one.pk for one in page], actor_for(request)
    log_access(by=by, purpose="handling", page="press_mails", case_ids=[], at=now, items=read)
    here, more = reverse("press_mails"), "&xong=1" if done else ""
    context = {
        "page": page,
        **(_backlog(request) if not done else {}),
        "is_read": mailbox() is not None,
        "tabs": [Tab(_("Chờ nhận"), here, not done), Tab(_("Đã xử lý"), f"{here}?xong=1", done)],
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/mailbox/mails.html", context)


def _backlog(request: HttpRequest) -> dict[str, Any]:
    """What there is no room for yet: how many, and of whom by pages."""
    folder = mailbox()
    held, held_of = held_by_sender(folder) if folder else (0, ())
    senders = Paginator(held_of, SENDERS).get_page(request.GET.get("giu"))
    return {
        "held": held,
        "held_of": senders,
        "full": folder is not None and is_full(folder),
        "most_of_sender": MOST_OF_SENDER,
        "next_held": f"?giu={senders.next_page_number()}" if senders.has_next() else "",
        "previous_held": f"?giu={senders.previous_page_number()}" if senders.has_previous() else "",
    }


@require_safe
@role_required(PressEditor)
def press_mail(request: HttpRequest, number: int) -> HttpResponse:
    """One message with its files and replies. Reading it is logged."""
    mail, now = _mail(request, number), clock.now()
    log_access(by=actor_for(request), purpose="handling", page="press_mail", case_ids=[], at=now, item=number)
    context = {
        "mail": mail,
        "files": list(mail.files.select_related("file")),
        "replies": list(mail.replies.order_by("received_at", "pk")[:20]),
        "counts_from": counts_from(mail, now),
        "asks_card": bool(mail.address) and mail.card_may_be_asked(now),
    }
    return render(request, "press/mailbox/mail.html", context)


@require_safe
@role_required(PressEditor)
def press_mail_file(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """An attachment, once it was checked."""
    mail = _mail(request, number)
    found = get_object_or_404(mail.files.select_related("file"), pk=file)
    return serve(request, found.file, by=actor_for(request), cases=[])


@require_safe
@role_required(PressEditor, PressSpokesperson)
def issue_mail_file(request: HttpRequest, code: str, file: int) -> HttpResponseBase:
    """The same for who takes part in the issue that was made of the message."""
    by = actor_for(request)
    issue = get_object_or_404(PressIssue.objects.visible_to(by), case__code=code)
    rows = PressMailFile.objects.select_related("file").filter(mail__issue=issue)
    return serve(request, get_object_or_404(rows, pk=file).file, by=by, cases=[issue.case_id])


DEEDS: dict[str, Callable[..., Any]] = {
    "cau-hoi": take_over_question,
    "bao-neu": take_over_report,
    "bo-qua": dismiss_mail,
    "hoi-the": ask_card,
}


@require_http_methods(WAYS)
@role_required(PressEditor)
def press_mail_deed(request: HttpRequest, number: int, deed: str) -> HttpResponse:
    """Each deed behind its form, filled from the message."""
    mail = _mail(request, number)
    if deed not in DEEDS:
        raise Http404
    if mail.outcome and request.method != "POST":
        messages.info(request, _("Thư này đã được xử lý."))
        return redirect("press_mail", number)
    form, title = _form_of(deed, mail, request.POST if request.method == "POST" else None)
    by, now = actor_for(request), clock.now()
    try:
        if request.method == "POST" and (
            made := attempt(form, lambda given: DEEDS[deed](mail=mail, by=by, now=now, **given))
        ):
            messages.success(request, _("Đã ghi."))
            if isinstance(made, PressIssue):
                return redirect("press_issue", made.case.code)
            return redirect("press_mail" if deed == "hoi-the" else "press_mails", *_where(deed, number))
    except NoFocalAgency:
        form.add_error(None, _("Tỉnh chưa giao cơ quan đầu mối báo chí."))
    back = (reverse("press_mail", args=[number]), mail.subject or _("Thư không có tiêu đề"))
    return form_page(request, form, title=title, back=back, go=title)


def _where(deed: str, number: int) -> tuple[int, ...]:
    return (number,) if deed == "hoi-the" else ()


def _form_of(deed: str, mail: PressMail, data: Any) -> tuple[django_forms.Form, str]:
    if deed == "cau-hoi":
        return forms.TakeQuestionForm(data, mail=mail), _("Nhận làm câu hỏi của nhà báo")
    if deed == "bao-neu":
        return forms.TakeReportForm(data, mail=mail), _("Nhận làm nội dung báo nêu")
    if deed == "hoi-the":
        return forms.AskCardForm(data), _("Gửi thư hỏi số thẻ nhà báo")
    return forms.DismissMailForm(data), _("Bỏ qua thư này")
