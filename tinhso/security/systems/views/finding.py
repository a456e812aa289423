from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.security.models import InformationSystem


def system_of(request: HttpRequest, code: str) -> tuple[InformationSystem, Actor]:
    """The system of this code, where the officer sees it; else nothing is there."""
    by = actor_for(request)
    rows = InformationSystem.objects.visible_to(by, on=clock.today()).select_related("owner", "operator")
    return get_object_or_404(rows, code=code), by
