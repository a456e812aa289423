"""What a person is offered after a synthetic dossier was granted, and the one dossier of the cast that shows it.

Rows and event are those that the deed makes: the same lines decide, and what a later dossier silences ends when all are loaded. Some
offers are declined, which no event says of whom.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tinhso.demo.onestop.outcome import Outcome
from tinhso.demo.onestop.rows import Fate, Plot, Setting
from tinhso.kernel.events.public import SYSTEM, Code
from tinhso.kernel.people.public import Person
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.bulk import Offer, offers_after
from tinhso.onestop.events import OfferDeclined, OffersMade

DEATH = "1.000656"
NEWEST_DAYS = 25
"""So old may be what she settled: shorter than any offer after it is open."""
BEFORE_DUE = timedelta(minutes=20)
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


def with_family_death(
    plots: list[Plot], deaths: Mapping[int, Offer], person: Person, setting: Setting
) -> list[Plot]:
    """The newest of these that was granted in time at one of those agencies becomes a death in the person's family, settled earlier
    where a death has less time; all as they were where there is none. Nothing is added, and what was in time stays in time: the plan
    of the year holds."""
    for place in range(len(plots) - 1, -1, -1):
        plot, death = plots[place], deaths.get(plots[place].offer.agency.pk)
        fate = _settled_in_time(plot, death.limit, setting) if death else None
        if death and fate:
            in_family = replace(plot, offer=death, fate=fate, person=person, given=ANSWERS)
            return [*plots[:place], in_family, *plots[place + 1 :]]
    return plots


def _settled_in_time(plot: Plot, limit: TimeLimit, setting: Setting) -> Fate | None:
    """The fate of a plot that may be told of another procedure: granted in time not long ago, and in the same month by that limit."""
    fate = plot.fate
    if fate is None or fate.outcome != "granted" or fate.completed_at:
        return None
    if setting.due(plot.offer.limit, fate.accepted_at) < fate.ends_at:
        return None
    ends = min(fate.ends_at, setting.due(limit, fate.accepted_at) - BEFORE_DUE)
    same_month = ends.astimezone(HANOI).month == fate.ends_at.astimezone(HANOI).month
    oldest = setting.now - timedelta(days=NEWEST_DAYS)
    return replace(fate, ends_at=ends) if ends > max(oldest, fate.accepted_at) and same_month else None
