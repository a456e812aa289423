"""An administrator ends sessions: of one officer, or of everybody."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people.accounts.views.accounts import NOT_YOURS
from tinhso.kernel.people.agencies.administered_agencies import NotYourAgency
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.guards.reauthentication import confirmed_again
from tinhso.kernel.people.models import User
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.people.sessions.actions.end_sessions import end_all_sessions, end_sessions_of
from tinhso.kernel.site import clock


@role_required(Administrator)
@require_POST
def end_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer signs in again wherever he was; the account itself goes on."""
    user = get_object_or_404(User.objects.filter(posts__isnull=False).distinct(), pk=pk)
    if user.pk == request.user.pk:
        messages.info(request, _("Thiết bị của chính ông/bà nằm ở trang Tài khoản."))
        return redirect("own_sessions")
    try:
        count = end_sessions_of(user, by=actor_for(request), now=clock.now())
        messages.success(
            request, _("Đã kết thúc %(count)d phiên đăng nhập của tài khoản.") % {"count": count}
        )
    except NotYourAgency:
        messages.error(request, NOT_YOURS)
    return redirect("accounts")


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_again
def end_all(request: HttpRequest) -> HttpResponse:
    """ServiceQuery on a page of its own. Everybody signs in again, this administrator too."""
    if request.method != "POST":
        return render(request, "people/end_all_sessions.html")
    try:
        end_all_sessions(by=actor_for(request), now=clock.now())
    except NotYourAgency:
        messages.error(
            request, _("Chỉ người quản trị của Ủy ban nhân dân tỉnh kết thúc được phiên của mọi người.")
        )
        return redirect("accounts")
    logout(request)
    return redirect("sign_in")
