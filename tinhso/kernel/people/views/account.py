from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.actions.end_sessions import end_other_sessions
from tinhso.kernel.people.guards import signed_in_required
from tinhso.kernel.people.queries import signed_in
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.people.second_factor import has_second_factor
from tinhso.kernel.site import clock


@signed_in_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who am I: person, identity level, posts, second factor, sessions, language."""
    signed = signed_in(request)
    assert signed
    posts = [
        {
            "post": p,
            "roles": ", ".join(ROLES[r].label for r in p.roles if r in ROLES),
            "chosen": p == signed.post,
        }
        for p in signed.posts
    ]
    values = {
        "account": signed.user,
        "person": signed.user.person,
        "posts": posts,
        "second_factor": has_second_factor(signed.user),
        "has_password": signed.user.has_usable_password(),
    }
    return render(request, "people/account.html", values)


@signed_in_required
@require_POST
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """End this account's sessions on all other machines."""
    signed = signed_in(request)
    assert signed
    user = end_other_sessions(signed.user, by=signed.actor, now=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("Đã đăng xuất khỏi các thiết bị khác."))
    return redirect("account")
