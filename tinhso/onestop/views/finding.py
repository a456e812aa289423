"""The only two ways in which a view comes to a dossier."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from tinhso.casework.public import Case, State, is_applicant
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import first_as_written
from tinhso.onestop.actions.start_dossier import DRAFT
from tinhso.onestop.models import Dossier


def drafts_of_others(actor: Actor) -> Q:
    """Drafts that somebody else writes about this person: the desk, or whoever asks to file for them. Not theirs before
    they are handed in."""
    entered = Q(case__source__in=[Case.Source.COUNTER, Case.Source.POST])
    asked = Q(case__submitter__isnull=False) & ~Q(case__submitter=actor.person_id)
    return Q(case__state=State.DRAFT) & (entered | asked)


def own_dossier(request: HttpRequest, code: str) -> Dossier:
    """The applicant's own dossier, also by the address of its draft; 404 for everybody else, if it exists or not."""
    actor = actor_for(request)
    mine = Dossier.objects.visible_to(actor).filter(coded(code)).exclude(drafts_of_others(actor))
    dossier = whole(mine.exclude(case__state=State.WITHDRAWN, case__submitted_at=None))  # thrown away
    if dossier is None or not is_applicant(dossier.case, actor):
        raise Http404
    return dossier


def whole(found: QuerySet[Dossier]) -> Dossier | None:
    """The first of these with everything that a page of one dossier reads: found first, then read by its key."""
    pk = found.order_by("pk").values_list("pk", flat=True).first()
    return None if pk is None else first_as_written(Dossier.objects.whole().filter(pk=pk))


def coded(code: str) -> Q:
    """Pages opened while it was a draft (or sent twice) still find what has its lasting code by now."""
    try:
        key = UUID(code.removeprefix(DRAFT)) if code.startswith(DRAFT) else None
    except ValueError:
        key = None
    return Q(case__code=code) | Q(case__client_key=key) if key else Q(case__code=code)


def desk_dossier(request: HttpRequest, code: str, *, purpose: str = "") -> Dossier:
    """A dossier in which the officer takes part; reading one is written into the access log under `purpose`."""
    actor = actor_for(request)
    dossier = whole(Dossier.objects.visible_to(actor).filter(case__code=code))
    if dossier is None or not actor.is_officer:
        raise Http404
    if purpose:
        log_access(by=actor, purpose=purpose, page="desk_dossier", case_ids=[dossier.case_id], at=clock.now())
    return dossier
