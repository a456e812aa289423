"""Other dossiers of the same person, for who settles this one: only those that the officer may see anyway, and each look is logged."""

from datetime import datetime

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head
from tinhso.onestop.models import Dossier

MOST = 20


def related_to(dossier: Dossier, by: Actor, *, now: datetime) -> list[Dossier]:
    """The newest first; nothing for who only follows or audits. One query, and the line of the log."""
    if dossier.case.person_id is None or not any(by.holds(r) for r in (DeskOfficer, Examiner, Head, Clerk)):
        return []
    found = list(
        Dossier.objects.visible_to(by)
        .filter(case__person=dossier.case.person_id, case__submitted_at__isnull=False)
        .exclude(pk=dossier.pk)
        .listed()
        .order_by("-case__submitted_at")[:MOST]
    )
    seen = [dossier.pk, *(one.pk for one in found)]
    log_access(by=by, purpose="related", page="related_dossiers", case_ids=seen, at=now)
    return found
