"""How the pages of given tasks find theirs."""

from django.http import Http404, HttpRequest

from tinhso.documents.models import Assignment
from tinhso.kernel.people.public import actor_for


def assignment_of(request: HttpRequest, code: str) -> Assignment:
    """404 unless this officer's agency gave it, carries it out or supports it."""
    found: Assignment | None = (
        Assignment.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    )
    if found is None:
        raise Http404
    return found
