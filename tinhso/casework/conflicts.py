"""Whoever acts on a page that is no longer true gets 409 and is told who did what; nothing of their deed is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.history import event_kinds, names_of
from tinhso.casework.kind import kind_of
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.kernel.events.public import Actor, TimelineLine, timeline
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site.views.errors import conflict, not_found

Handler = Callable[[HttpRequest], HttpResponse]


def conflicts(get_response: Handler) -> Handler:
    """Middleware: the page of conflict wherever a deed raises Conflict, whatever the system."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = answer  # type: ignore[attr-defined]
    return middleware


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """409 with the last thing that happened; 404 for whoever may not know of the case."""
    if not isinstance(exception, Conflict):
        return None
    actor = actor_for(request)
    case = Case.objects.visible_to(actor).select_related("agency").filter(pk=exception.case_id).first()
    if case is None:
        return not_found(request)
    kinds = event_kinds()
    lines = [line for line in timeline(case.pk) if line.name in kinds]
    url = _url(case, actor)
    if not lines:  # an opinion: its history stands with the case that asked
        return conflict(request, who=case.agency.name, deed=_("đã xử lý việc này"), url=url)
    label = getattr(kinds[lines[-1].name], "label", lines[-1].name)
    deed = _("đã ghi “%(label)s” vào hồ sơ này") % {"label": label}
    return conflict(request, who=_who(lines[-1], case, actor), deed=deed, at=lines[-1].at, url=url)


def _who(line: TimelineLine, case: Case, actor: Actor) -> str:
    """Officers are told the colleague's name; a citizen learns only whether it was they or the agency."""
    if line.actor_id == actor.user_id:
        return str(_("Chính ông/bà"))
    name = names_of({line.actor_id}).get(line.actor_id, "") if line.actor_id and actor.is_officer else ""
    return name or case.agency.name


def _url(case: Case, actor: Actor) -> str:
    kind = kind_of(case.kind)
    name = kind.url_name if actor.is_officer else kind.citizen_url_name
    return reverse(name, args=[case.code]) if name else "/"
