"""What a person is offered after a synthetic dossier was granted, and the one dossier of the cast that shows it.

Rows and event are those that the deed makes: the same lines decide, and what a later dossier silences ends when all are loaded. Some
offers are declined, which no event says of whom.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from tinhso.demo.onestop.outcome import Outcome
from tinhso.demo.onestop.rows import Plot, Setting
from tinhso.kernel.events.public import SYSTEM, Code
from tinhso.kernel.people.public import Person
from tinhso.onestop.bulk import Offer, offers_after
from tinhso.onestop.events import OfferDeclined, OffersMade

DEATH = "1.000656"
NEWEST_DAYS = 25
"""So old may be what she settled: shorter than any offer after it is open."""
ANSWERS = {"quan_he_nguoi_mat": "than_thich", "gioi_tinh_nguoi_mat": "nu"}
DECLINED = 0.12


class NextSteps(Outcome):
    """Adds the offers."""

    def _offer(self, at: datetime) -> None:
        made = offers_after(self.dossier.dossier, at, self.setting.known_codes)
        if not made:
            return
        self.dossier.offers = made
        self._event(OffersMade(case_id=self.case.pk, offers=len(made)), SYSTEM, at)
        for one in made if self.plot.person is None else ():
            answered = at + timedelta(minutes=self.rng.randint(30, 20_000))
            if self.rng.random() < DECLINED and answered < self.setting.now:
                one.declined_at = answered
                self._event(OfferDeclined(offer=Code(one.code)), SYSTEM, answered)


def with_family_death(plots: list[Plot], death: Offer, person: Person, setting: Setting) -> list[Plot]:
    """The newest of these that was granted in time at that place becomes a death in the person's family; all as they were where there
    is none. Nothing is added, and what was in time stays in time: the plan of the year holds."""
    oldest = setting.now - timedelta(days=NEWEST_DAYS)
    for place in range(len(plots) - 1, -1, -1):
        fate = plots[place].fate
        if (
            fate
            and fate.outcome == "granted"
            and fate.completed_at is None
            and fate.ends_at > oldest
            and plots[place].offer.agency == death.agency
            and setting.due(plots[place].offer.limit, fate.accepted_at) >= fate.ends_at
            and setting.due(death.limit, fate.accepted_at) >= fate.ends_at
        ):
            in_family = replace(plots[place], offer=death, person=person, given=ANSWERS)
            return [*plots[:place], in_family, *plots[place + 1 :]]
    return plots
