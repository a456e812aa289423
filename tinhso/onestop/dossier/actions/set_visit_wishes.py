from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, NotYourTurn, is_applicant
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.dossier.events import VisitWishesSet
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.dossier.visit_wishes import VisitWishes, wishes_visible_to
from tinhso.onestop.models import Appointment, Dossier


class DossierOver(Exception):
    """It is settled or withdrawn: nobody comes for it any more."""


@transaction.atomic
def set_visit_wishes(*, dossier: Dossier, wishes: VisitWishes, by: Actor, now: datetime) -> int:
    """Its people, or the desk for whoever stands before it, say that they have to go first or that the desk should come, or no longer.
    What else of the applicant goes on says so too, and what they booked to come, a chain is one way; but nothing goes to a dossier
    that somebody else files for them: that is a right to one dossier, and who has it takes back only what they may read. How many
    others it is.

    Raises: NotYourTurn, DossierOver.
    """
    at_desk = is_at_desk(dossier, by)
    if not (is_applicant(dossier.case, by) or at_desk):
        raise NotYourTurn(dossier.pk)
    row = Dossier.objects.select_for_update(of=("self",)).select_related("case__person").get(pk=dossier.pk)
    if row.case.state in FINAL:
        raise DossierOver(row.pk)
    reached = {row.pk}
    if row.case.person and (at_desk or by.person_id == row.case.person_id):
        theirs = Dossier.objects.under_way(row.case.person).without_other_submitter(row.case.person)
        reached |= set(theirs.values_list("pk", flat=True))
        booked = Appointment.objects.filter(person=row.case.person, starts_at__gt=now).open()
        booked.update(priority=wishes.priority, home_visit=wishes.home_visit)
    elif wishes_visible_to(row, by) != (hidden := VisitWishes(row.priority, row.home_visit)):
        wishes |= hidden
    changing = Dossier.objects.filter(pk__in=reached).exclude(
        priority=wishes.priority, home_visit=wishes.home_visit
    )
    for pk in list(changing.order_by("pk").values_list("pk", flat=True)):
        Dossier.objects.filter(pk=pk).update(priority=wishes.priority, home_visit=wishes.home_visit)
        record(VisitWishesSet(case_id=pk), by=by, at=now)
    return len(reached) - 1
