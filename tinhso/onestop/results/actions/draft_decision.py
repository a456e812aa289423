from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import NotYourTurn, advance_case
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.registration.state import is_registered
from tinhso.onestop.results.events import ResultDrafted


class NotYetRegistered(Exception):
    """The register of civil status has given no number yet, and nobody said that it is done without."""


@transaction.atomic
def draft_decision(
    *,
    dossier: Dossier,
    ver: int,
    title: str,
    articles: list[str],
    finding: str,
    by: Actor,
    now: datetime,
    valid_until: date | None = None,
) -> Decision:
    """The examiner drafts the result and hands it up for signature.

    Raises: NotYourTurn, Stale, NoteRefused, NotYetRegistered.
    """
    if dossier.case.step != "examine":
        raise NotYourTurn(dossier.pk)
    if not is_registered(dossier):
        raise NotYetRegistered(dossier.pk)
    advance_case(case=dossier.case, ver=ver, by=by, now=now, finding=finding)
    content = {"title": title, "articles": articles, "valid_until": valid_until}
    decision, _ = Decision.objects.update_or_create(
        dossier=dossier,
        defaults=content | {"drafted_by_id": by.user_id, "drafted_at": now, "paper_id": None},
    )
    record(ResultDrafted(case_id=dossier.pk), by=by, at=now)
    return decision
