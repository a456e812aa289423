from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.notices.actions.choose_channels import choose_channels
from tinhso.kernel.notices.forms import ChoicesForm
from tinhso.kernel.notices.models import Delivery, PushSubscription
from tinhso.kernel.notices.push_key import has_push_key, public_push_key
from tinhso.kernel.notices.queries import recent_deliveries
from tinhso.kernel.notices.topics import Topic, available_channels
from tinhso.kernel.people.public import User, actor_for, signed_in_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import worker_url
from tinhso.kernel.site.declare import all_of


@signed_in_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Through which channels each topic reaches this account, besides the inbox."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (signed_in_required stands before)
    by = actor_for(request)
    topics = [topic for topic in all_of(Topic) if by.is_officer or not topic.for_officers]
    form = ChoicesForm(user, topics, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        choose_channels(user=user, choices=form.choices(), by=by, now=clock.now())
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices:settings")
    return render(request, "notices/settings.html", _page(user, form))


def _page(user: User, form: ChoicesForm) -> dict[str, object]:
    return {
        "form": form,
        "account": user,
        "devices": PushSubscription.objects.of(user),
        "push_key": public_push_key() if has_push_key() else "",
        "worker": worker_url() or reverse("notices:push_worker"),
        "deliveries": recent_deliveries(user),
        "no_email": Delivery.Channel.EMAIL in available_channels() and not _has_address(user, "email"),
        "no_phone": Delivery.Channel.SMS in available_channels() and not _has_address(user, "phone"),
    }


def _has_address(user: User, field: str) -> bool:
    """Whether `send_delivery` would find an address there."""
    return any(getattr(holder, field) for holder in (user, user.person) if holder is not None)
