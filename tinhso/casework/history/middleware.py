"""A move that came too late or is not this actor's turns into a page that says who did what, and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from tinhso.casework.case.kind import kind_of
from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.history.last_deed import last_deed
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site.public import conflict, forbidden

Handler = Callable[[HttpRequest], HttpResponse]


def refused_moves(get_response: Handler) -> Handler:
    """409 for Stale, Unlawful and NotYourTurn, with the last deed; 403 for whoever has no part in the case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = refused  # type: ignore[attr-defined]
    return middleware


def refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """None for every other error: it is not ours."""
    if not isinstance(error, Conflict | NotYourTurn):
        return None
    actor = actor_for(request)
    case = Case.objects.visible_to(actor).select_related("agency").filter(pk=error.case_id).first()
    if case is None:
        return forbidden(request)
    url = page_of(case, actor)
    last = last_deed(case, actor)
    if last is None:
        return conflict(request, who=case.agency.name, deed=f"đang giải quyết hồ sơ {case.code}", url=url)
    who, deed, at = last
    return conflict(request, who=who, deed=deed, at=at, url=url)


def page_of(case: Case, reader: Actor) -> str:
    """Where this reader sees the case as it is now."""
    kind = kind_of(case.kind)
    try:
        return reverse(kind.url_name if reader.is_officer else kind.citizen_url_name, args=[case.code])
    except NoReverseMatch:
        return "/"
