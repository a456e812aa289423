"""A move that came too late or is not this actor's turns into a page that says who did what, and what to do next."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from tinhso.casework.case.kind import kind_of
from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.history.history import event_kinds, names_of
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.kernel.events.public import Actor, TimelineLine, timeline
from tinhso.kernel.people.public import User, actor_for
from tinhso.kernel.site.public import conflict, forbidden

RECENT = 50  # events; a burst of notices after one move is far shorter
MOVES = "casework."
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
    last = last_deed(timeline(case.pk, limit=RECENT))
    if last is None:
        return conflict(request, who=case.agency.name, deed=f"đang giải quyết hồ sơ {case.code}", url=url)
    return conflict(request, who=who_did(last, case, actor), deed=deed_of(last, case), at=last.at, url=url)


def last_deed(lines: Sequence[TimelineLine]) -> TimelineLine | None:
    """What came before: a move of the case, or what a person did. What the system tells people about it is no deed."""
    deeds = (line for line in lines if line.actor_id is not None or line.name.startswith(MOVES))
    return max(deeds, key=lambda line: line.id, default=None)


def who_did(line: TimelineLine, case: Case, reader: Actor) -> str:
    """The officer's name for officers; a citizen reads the agency, and everybody "ông/bà" for themselves."""
    if line.actor_id and line.actor_id == reader.user_id:
        return "Chính ông/bà"
    if not reader.is_officer:
        return case.agency.name
    if line.actor_id is None:
        return "Hệ thống"
    if User.objects.filter(pk=line.actor_id, person=case.person_id).exclude(person=None).exists():
        return "Người nộp"  # whoever works on the case need not know who it is
    return names_of({line.actor_id}).get(line.actor_id, "Hệ thống")


def deed_of(line: TimelineLine, case: Case) -> str:
    """ "đã tiếp nhận hồ sơ …": the label of the event in the middle of a sentence."""
    label = str(getattr(event_kinds().get(line.name), "label", "cập nhật"))
    words = label[:1].lower() + label[1:]
    return f"{words if words.startswith('đã ') else f'đã {words}'} (hồ sơ {case.code})"


def page_of(case: Case, reader: Actor) -> str:
    """Where this reader sees the case as it is now."""
    kind = kind_of(case.kind)
    try:
        return reverse(kind.url_name if reader.is_officer else kind.citizen_url_name, args=[case.code])
    except NoReverseMatch:
        return "/"
