from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.kernel.notices.actions.notify import notify
from tinhso.kernel.people.public import User, actor_for, signed_in_required
from tinhso.kernel.site import clock


@signed_in_required
@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """Send a notice to oneself, at most one a minute, so that a wrong address shows before it matters."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (signed_in_required stands before)
    now = clock.now()
    notify(
        to=user,
        topic="notices.account",
        template="notices.trial",
        params={"at": now},
        now=now,
        key=f"trial:{user.pk}:{now:%Y%m%d%H%M}",
        by=actor_for(request),
    )
    messages.success(request, _("Đã gửi. Xem mục Thông báo, hộp thư và điện thoại của ông/bà."))
    return redirect("notices:inbox")
