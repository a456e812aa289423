from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.guards.second_factor import has_second_factor
from tinhso.kernel.people.roles import labels


@signed_in_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who am I: person, identity level, posts, second factor, sessions, language."""
    signed = signed_in(request)
    assert signed
    posts = [
        {
            "post": p,
            "roles": ", ".join(labels(p.roles)),
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
