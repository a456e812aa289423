"""Pages that are only read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the portal, in a citizen's words."""
    return render(request, "site/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for people with disabilities, what it does not yet do, and whom to tell."""
    return render(request, "site/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What personal data are kept, why, for how long, and what one may ask for."""
    return render(request, "site/privacy.html")
