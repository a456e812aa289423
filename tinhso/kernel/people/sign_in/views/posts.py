from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.guards.actors import POST_IN_SESSION, signed_in
from tinhso.kernel.people.guards.guards import officer_required
from tinhso.kernel.people.sign_in.adapters import home_of
from tinhso.kernel.people.sign_in.views.sign_in import next_of


@officer_required
@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """An officer with several posts says in which one to work; only own posts of the legal day are taken."""
    signed = signed_in(request)
    assert signed
    chosen = next((p for p in signed.posts if str(p.pk) == request.POST.get("post")), None)
    if request.method == "POST" and chosen:
        request.session[POST_IN_SESSION] = chosen.pk
        return redirect(next_of(request) or home_of(request))
    values = {"posts": signed.posts, "current": signed.post, "next": next_of(request)}
    return render(request, "people/choose_post.html", values, status=400 if request.method == "POST" else 200)
