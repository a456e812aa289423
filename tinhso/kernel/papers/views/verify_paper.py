from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.kernel.papers.queries import verify_token
from tinhso.kernel.papers.wordings import wrong_words
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many

MOST_LOOKS = 60  # from one address in ten minutes


@require_safe
@public_page
def verify_paper(request: HttpRequest, token: str) -> HttpResponse:
    """/xac-minh/<token>/: what a QR code leads to. An unknown token and a paper not yet issued look the same."""
    if limited(request, "verify-paper", most=MOST_LOOKS):
        return too_many(request, retry_after=600)
    proof = verify_token(token.upper())
    status = 200 if proof else 404
    context = {"proof": proof, "wrong": wrong_words(proof) if proof else None}
    response = render(request, "papers/verify_paper.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
