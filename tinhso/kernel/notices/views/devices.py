from functools import cache
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.notices.actions.add_device import TooManyDevices, add_device
from tinhso.kernel.notices.actions.remove_device import remove_device
from tinhso.kernel.notices.forms import DeviceForm
from tinhso.kernel.notices.models import PushSubscription
from tinhso.kernel.people.public import User, actor_for, device_label, public_page, signed_in_required
from tinhso.kernel.site import clock

WORKER = Path(__file__).parents[1] / "static/notices/worker.js"


@signed_in_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """This browser asked its push service for an address and hands it in."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Trình duyệt này không nhận được thông báo. Ông/bà dùng trình duyệt khác."))
        return redirect("notices:settings")
    label = device_label(request.headers.get("User-Agent", ""))
    try:
        add_device(
            user=_user(request), label=label, by=actor_for(request), now=clock.now(), **form.cleaned_data
        )
    except TooManyDevices:
        messages.error(
            request, _("Đã có quá nhiều máy nhận thông báo. Ông/bà bỏ một máy trong danh sách trước.")
        )
        return redirect("notices:settings")
    messages.success(request, _("Đã bật thông báo trên máy này. Ông/bà gửi thử một thông báo để kiểm tra."))
    return redirect("notices:settings")


@signed_in_required
@require_POST
def remove(request: HttpRequest, device_id: int) -> HttpResponse:
    """One of one's own browsers gets nothing any more."""
    device = get_object_or_404(PushSubscription.objects.of(_user(request)), pk=device_id)
    remove_device(device, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã bỏ máy khỏi danh sách nhận thông báo."))
    return redirect("notices:settings")


@public_page
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. From the root, so that it may speak for every page; a later one takes its place."""
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@cache
def _worker() -> str:
    return WORKER.read_text(encoding="utf-8")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (signed_in_required stands before)
    return request.user
