from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, NotYourTurn, is_applicant
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.dossier.events import VisitWishesSet
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.visit_wishes import VisitWishes, open_dossiers
from tinhso.onestop.models import Dossier


class DossierOver(Exception):
    """It is settled or withdrawn: nobody comes for it any more."""


@transaction.atomic
def set_visit_wishes(*, dossier: Dossier, wishes: VisitWishes, by: Actor, now: datetime) -> None:
    """Its people, or the desk for whoever stands before it, say that they have to go first or that the desk should come, or no longer.
    What else of the applicant goes on says so too: a chain is one way.

    Raises: NotYourTurn, DossierOver.
    """
    if not (is_applicant(dossier.case, by) or is_at_desk(dossier, by)):
        raise NotYourTurn(dossier.pk)
    row = Dossier.objects.select_for_update(of=("self",)).select_related("case__person").get(pk=dossier.pk)
    if row.case.state in FINAL:
        raise DossierOver(row.pk)
    others = open_dossiers(row.case.person) if row.case.person else Dossier.objects.filter(pk=row.pk)
    for one in others.exclude(priority=wishes.priority, home_visit=wishes.home_visit).order_by("pk"):
        Dossier.objects.filter(pk=one.pk).update(priority=wishes.priority, home_visit=wishes.home_visit)
        event = VisitWishesSet(case_id=one.pk, priority=wishes.priority, home_visit=wishes.home_visit)
        record(event, by=by, at=now)
