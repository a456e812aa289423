from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.kernel.notices.actions.mark_read import mark_read
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.models.notice import NoticeQuerySet
from tinhso.kernel.notices.queries import inbox_lines, unread_count
from tinhso.kernel.people.public import User, signed_in_required
from tinhso.kernel.site import clock

PAGE = 20


@signed_in_required
@never_cache
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What this account was told, newest first."""
    page = Paginator(_mine(request), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "older": f"?trang={page.number + 1}" if page.has_next() else "",
        "newer": f"?trang={page.number - 1}" if page.has_previous() else "",
        "lines": inbox_lines(list(page)),
        "unread": unread_count(_user(request)),
    }
    return render(request, "notices/inbox.html", context)


@signed_in_required
@require_POST
def open_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notice = get_object_or_404(_mine(request), pk=notice_id)
    mark_read(_mine(request).filter(pk=notice.pk), now=clock.now())
    return redirect(notice.path or "notices:inbox")


@signed_in_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(_mine(request), now=clock.now())
    messages.success(request, _("Đã đánh dấu tất cả thông báo là đã đọc."))
    return redirect("notices:inbox")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (signed_in_required stands before)
    return request.user


def _mine(request: HttpRequest) -> NoticeQuerySet:
    return Notice.objects.of(_user(request))
