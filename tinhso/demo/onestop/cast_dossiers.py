"""The dossiers of the cast's citizens: something on every way, with fees to pay by transfer and a result to collect."""

from collections.abc import Iterator
from random import Random

from tinhso.demo.cast import CITIZENS
from tinhso.demo.onestop.money import asks, paid_with_result
from tinhso.demo.onestop.office_hours import back
from tinhso.demo.onestop.rows import Plot, Setting
from tinhso.kernel.people.public import Person
from tinhso.onestop.bulk import Offer

Way = tuple[str, bool, int]
WAYS: dict[str, tuple[Way, ...]] = {
    "an": (
        (
            "sign",
            True,
            3,
        ),  # the head of the cast signs these first, the clerk seals them: ready, but for the fee
        ("sign", False, 12),
        ("examine", True, 2),
        ("supplement", False, 4),
        ("receive", True, 1),
    ),
    "dung": (("examine", False, 3),),
}
"""Where each dossier stands, whether it has a fee that nobody paid yet, and how many working days ago it came."""


def own_plots(every: list[Offer], seats: set[str], setting: Setting, rng: Random) -> Iterator[Plot]:
    """At the agencies of the cast, none of them late."""
    near = [offer for offer in every if offer.agency.code in seats]
    for username, _name, number, *_rest in CITIZENS:
        person = Person.objects.get(id_number=number)
        setting.accounts.add(person.pk)
        for stop, owes, days in WAYS[username]:
            if plot := own_plot(near, (stop, owes, days), person, setting, rng):
                yield plot


def own_plot(offers: list[Offer], way: Way, person: Person, setting: Setting, rng: Random) -> Plot | None:
    """As long ago as the time limits of such procedures allow; None where there is no such procedure."""
    stop, owes, days = way
    alike = [offer for offer in offers if (paid_with_result(offer) if owes else not asks(offer))]
    for ago in range(days, 0, -1):
        at = back(setting, ago, rng)
        fitting = [offer for offer in alike if setting.due(offer.limit, at) > setting.now]
        if fitting:
            return Plot(rng.choice(fitting), at, stop, person=person, owes=owes)
    return None
