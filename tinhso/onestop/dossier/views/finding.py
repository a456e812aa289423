"""The only two ways in which a view comes to a dossier."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from tinhso.casework.public import Case, State, is_applicant
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import cached_query, first_as_written
from tinhso.onestop.dossier.consent import is_out_of_days
from tinhso.onestop.dossier.draft_code import DRAFT
from tinhso.onestop.models import Dossier


def drafts_of_others(person_id: int | None) -> Q:
    """Drafts that somebody else writes about this person: the desk, or whoever asks to file for them. Not theirs before
    they are handed in."""
    by_paper = Q(case__source__in=[Case.Source.COUNTER, Case.Source.POST])
    asked = Q(case__submitter__isnull=False) & ~Q(case__submitter=person_id)
    return Q(case__state=State.DRAFT) & (by_paper | asked)


def own_dossier(request: HttpRequest, code: str) -> Dossier:
    """The applicant's own dossier, also by the address of its draft; 404 for everybody else, if it exists or not."""
    actor = actor_for(request)
    found = find_own(actor, code)
    dossier = whole_by_key(found.pk) if found else None
    if dossier is None or not acts_in(dossier, actor):
        raise Http404
    return dossier


def own_for_deed(request: HttpRequest, code: str) -> Dossier:
    """The same for a deed that answers with another page: in one statement, what only pages show is read when asked for."""
    actor = actor_for(request)
    dossier = find_own(actor, code)
    if dossier is None or not acts_in(dossier, actor):
        raise Http404
    return dossier


def acts_in(dossier: Dossier, actor: Actor) -> bool:
    """The applicant, who represents them, or who files for them while their right lasts."""
    return is_applicant(dossier.case, actor) and not is_out_of_days(dossier, actor, clock.today())


def find_own(actor: Actor, code: str) -> Dossier | None:
    """With its case, the seats and the version; only persons have dossiers of their own."""
    if actor.person_id is None:
        return None
    key = key_of(code)
    if key is None:
        return own_by_code.first(actor.person_id, code)
    return own_by_draft.first(actor.person_id, code, key)


@cached_query(int, str)
def own_by_code(person: int, code: str) -> QuerySet[Dossier]:
    return own_dossiers(person).filter(case__code=code)


@cached_query(int, str, UUID)
def own_by_draft(person: int, code: str, key: UUID) -> QuerySet[Dossier]:
    """Pages opened while it was a draft (or sent twice) still find what has its lasting code by now."""
    return own_dossiers(person).filter(Q(case__code=code) | Q(case__client_key=key))


def own_dossiers(person: int) -> QuerySet[Dossier]:
    mine = Dossier.objects.visible_to(Actor(person_id=person)).exclude(drafts_of_others(person))
    dossiers = mine.exclude(case__state=State.WITHDRAWN, case__submitted_at=None)  # thrown away
    return dossiers.for_deed()


def whole(found: QuerySet[Dossier]) -> Dossier | None:
    """The first of these with everything that a page of one dossier reads: found first, then read by its key."""
    pk = found.order_by("pk").values_list("pk", flat=True).first()
    return None if pk is None else whole_by_key(pk)


def whole_by_key(pk: int) -> Dossier | None:
    found: Dossier | None = first_as_written(Dossier.objects.whole().filter(pk=pk))
    return found


def coded(code: str) -> Q:
    """Pages opened while it was a draft (or sent twice) still find what has its lasting code by now."""
    key = key_of(code)
    return Q(case__code=code) | Q(case__client_key=key) if key else Q(case__code=code)


def key_of(code: str) -> UUID | None:
    """The client's key that the address of a draft is made of; None for every other code."""
    try:
        return UUID(code.removeprefix(DRAFT)) if code.startswith(DRAFT) else None
    except ValueError:
        return None


def desk_dossier(request: HttpRequest, code: str, *, purpose: str = "") -> Dossier:
    """A dossier in which the officer takes part; reading one is written into the access log under `purpose`."""
    actor = actor_for(request)
    dossier = whole(Dossier.objects.visible_to(actor).filter(case__code=code))
    if dossier is None or not actor.is_officer:
        raise Http404
    if purpose:
        log_access(by=actor, purpose=purpose, page="desk_dossier", case_ids=[dossier.case_id], at=clock.now())
    return dossier
