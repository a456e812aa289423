"""What people ask for without a ground: to go first at the desk, or that the desk comes to them. It goes with everything that they have under
way: from a booking to their dossiers, from one dossier to the next of a chain, from a dossier to the queue."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.casework.public import FINAL
from tinhso.kernel.events.public import Actor, EventRow, name_of, record
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.events import VisitWishesSet
from tinhso.onestop.models import Appointment, Consent, Dossier

MOST_OF_A_CHILD = 20


@dataclass(frozen=True)
class VisitWishes:
    priority: bool = False
    home_visit: bool = False

    def __bool__(self) -> bool:
        return self.priority or self.home_visit

    def __or__(self, other: "VisitWishes") -> "VisitWishes":
        return VisitWishes(self.priority or other.priority, self.home_visit or other.home_visit)


def wish_words(wishes: VisitWishes) -> str:
    """For a line of a list; "" where nothing is asked for."""
    words = [_("đến lượt trước")] if wishes.priority else []
    return ", ".join([*words, *([_("cán bộ đến nhà")] if wishes.home_visit else [])])


def wishes_visible_to(dossier: Dossier, actor: Actor) -> VisitWishes:
    """What the page of the dossier says to its people. Whoever files for somebody reads what they asked for as long as nobody else has written
    there: what the person, or the desk for them, asked for stays theirs, also beside what the other writes afterwards. At most one query,
    and none where nothing is asked for.
    """
    wishes, case = VisitWishes(dossier.priority, dossier.home_visit), dossier.case
    if not wishes or actor.person_id != case.submitter_id or actor.person_id == case.person_id:
        return wishes
    written = EventRow.objects.filter(case_id=case.pk, name=name_of(VisitWishesSet)).order_by()
    writers = set(written.values_list("actor_id", flat=True).distinct())
    return wishes if writers == {actor.user_id} else VisitWishes()


def carry_wishes(dossier: Dossier, person: Person, now: datetime) -> None:
    """The next of a chain begins with what its person asks for already."""
    if wishes := wishes_under_way(person, now):
        dossier.priority, dossier.home_visit = wishes.priority, wishes.home_visit
        dossier.save(update_fields=["priority", "home_visit"])


def carry_guardians_wishes(dossier: Dossier, by: Actor, now: datetime) -> None:
    """The next that a parent or guardian files for the same child begins with what they asked for in those handed in before. One query, and
    one more of each that asks for something."""
    case = dossier.case
    theirs = Dossier.objects.filter(case__submitter=case.submitter_id, consent__basis=Consent.Basis.GUARDIAN)
    before = theirs.filter(applicant_id_number=dossier.applicant_id_number).exclude(case__state__in=FINAL)
    wishes = VisitWishes()
    for one in before.exclude(pk=dossier.pk).select_related("case")[:MOST_OF_A_CHILD]:
        wishes |= wishes_visible_to(one, by)
    if wishes:
        dossier.priority, dossier.home_visit = wishes.priority, wishes.home_visit
        dossier.save(update_fields=["priority", "home_visit"])
        record(VisitWishesSet(case_id=case.pk), by=by, at=now)


def forget_wishes(case_id: int) -> None:
    """Nobody comes for a dossier that has ended: why somebody had to go first is no more anybody's business."""
    over = Dossier.objects.filter(Q(priority=True) | Q(home_visit=True), case=case_id, case__state__in=FINAL)
    over.update(priority=False, home_visit=False)


def wishes_under_way(person: Person, now: datetime) -> VisitWishes:
    """Of the person's dossiers that go on and of bookings to come. Two queries."""
    wished = Q(priority=True) | Q(home_visit=True)
    found = VisitWishes()
    booked = Appointment.objects.filter(person=person, starts_at__gt=now).open()
    for rows in (Dossier.objects.under_way(person), booked):
        for pair in rows.filter(wished).order_by().values_list("priority", "home_visit").distinct():
            found |= VisitWishes(*pair)
    return found
