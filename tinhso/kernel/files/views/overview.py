from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.scanner import scanner_notice
from tinhso.kernel.people.public import role_required
from tinhso.kernel.people.roles import Administrator


@role_required(Administrator)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """For administrators: which scanner is at work, how many files wait, what was found; no names of files."""
    counts = StoredFile.objects.values("state").annotate(n=Count("pk"), size=Sum("size")).order_by("state")
    states = [(StoredFile.State(row["state"]).label, row["n"], row["size"]) for row in counts]
    infected = StoredFile.objects.filter(state=StoredFile.State.INFECTED).order_by("-scanned_at")[:50]
    context = {"states": states, "infected": infected, "scanner_notice": scanner_notice()}
    return render(request, "files/overview.html", context)
