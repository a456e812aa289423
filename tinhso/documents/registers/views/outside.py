"""The register of recipients outside this instance: the list, a new one, the end of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.models import OutsideRecipient
from tinhso.documents.pages.listing import LONGEST, page_of
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.actions.add_outside_recipient import add_outside_recipient
from tinhso.documents.registers.actions.end_outside_recipient import end_outside_recipient
from tinhso.documents.registers.forms import EndRecipientForm, OutsideRecipientForm
from tinhso.documents.registers.outside import recipients_of, recipients_table
from tinhso.documents.registers.permissions import can_keep_recipients, check_can_keep_recipients
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@officer_required
def show_recipients(request: HttpRequest) -> HttpResponse:
    """Every officer reads the list; the clerks and administrators keep it."""
    by = actor_for(request)
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    page = page_of(request, recipients_of(words), words)
    context = {
        "tabs": document_tabs(request, by),
        "table": recipients_table(page.rows, clock.today(), keeps=can_keep_recipients(by)),
        "keeps": can_keep_recipients(by),
        "words": words,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/registers/outside.html", context)


@require_http_methods(WAYS)
@officer_required
def add_recipient(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    check_can_keep_recipients(by)
    form = OutsideRecipientForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda given: add_outside_recipient(by=by, now=clock.now(), **given))
        if made:
            messages.success(request, _("Đã ghi nơi nhận %(name)s.") % {"name": made.name})
            return redirect("outside_recipients")
    return form_page(
        request, form, title=_("Thêm nơi nhận ngoài tỉnh"), back=_back(), go=_("Ghi nơi nhận"),
        hint=_("Bộ, ngành, cơ quan tỉnh khác. Cơ quan trong tỉnh đã có sẵn, không ghi ở đây."),
    )  # fmt: skip


@require_http_methods(WAYS)
@officer_required
def end_recipient(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_for(request)
    check_can_keep_recipients(by)
    recipient = get_object_or_404(OutsideRecipient, pk=pk)
    form = EndRecipientForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda given: end_outside_recipient(recipient=recipient, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi ngày hết hiệu lực của %(name)s.") % {"name": recipient.name})
        return redirect("outside_recipients")
    return form_page(
        request, form, title=_("Ghi hết hiệu lực: %(name)s") % {"name": recipient}, back=_back(), go=_("Ghi"),
        hint=_("Ghi nhầm thì ghi đúng ngày bắt đầu; văn bản đã gửi giữ nguyên."),
    )  # fmt: skip


def _back() -> tuple[str, str]:
    return reverse("outside_recipients"), _("Nơi nhận ngoài tỉnh")
