from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.guards.guards import public_page
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.sessions.expiry import begin_session
from tinhso.kernel.people.sessions.middleware import start_watch
from tinhso.kernel.people.sign_in.actions.sign_in import note_sign_in
from tinhso.kernel.people.sign_in.adapters import home_of, local_citizens_allowed
from tinhso.kernel.people.sign_in.cast import CastMember
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import instance
from tinhso.kernel.site.declare import all_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public_page
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways in: electronic identity, password, and in the demo the cast. `next` is where one comes from."""
    following = next_of(request)
    demo = instance().demo
    if request.user.is_authenticated and not demo:  # in a demo one changes roles here
        return redirect(following or home_of(request))
    members = sorted(all_of(CastMember), key=lambda m: m.order) if demo else []
    known = set(
        User.objects.filter(username__in=[m.username for m in members]).values_list("username", flat=True)
    )
    values = {
        "next": following,
        "cast": [m for m in members if m.username in known],
        "eid": bool(settings.IDENTITY_PROVIDER),
        "local_citizens": local_citizens_allowed(),
    }
    return render(request, "people/sign_in.html", values)


@public_page
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """One click as a member of the cast; only in a demo, only as somebody whom the demo declares."""
    username = request.POST.get("username", "")
    if not instance().demo or username not in {m.username for m in all_of(CastMember)}:
        raise PermissionDenied
    user = get_object_or_404(User, username=username, is_active=True)
    login(request, user, backend=BACKEND)
    begin_session(request)
    note_sign_in(user, "demo", now=clock.now())
    watch_officer(request, user)
    return redirect(next_of(request) or home_of(request))


def next_of(request: HttpRequest) -> str:
    """The address to go on to, if it is one of ours; "" otherwise."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, None) else ""


def watch_officer(request: HttpRequest, user: User) -> None:
    """Sessions of officers lock when idle; a citizen's phone does not."""
    if Post.objects.on(clock.today()).filter(user=user).exists():
        start_watch(request)
