"""The only two ways in which a view comes to a dossier."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest

from tinhso.casework.public import Case, State, is_applicant
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
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
    mine = Dossier.objects.visible_to(actor).whole().filter(coded(code))
    mine = mine.exclude(drafts_of_others(actor))
    dossier = mine.exclude(case__state=State.WITHDRAWN, case__submitted_at=None).first()  # thrown away
    if dossier is None or not is_applicant(dossier.case, actor):
        raise Http404
    return dossier


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
    dossier = Dossier.objects.visible_to(actor).whole().filter(case__code=code).first()
    if dossier is None or not actor.is_officer:
        raise Http404
    if purpose:
        log_access(by=actor, purpose=purpose, page="desk_dossier", case_ids=[dossier.case_id], at=clock.now())
    return dossier
