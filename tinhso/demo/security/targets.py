"""Which machines of the demo had what in 2022 and 2023, by a seed: the figures of the account and what must not be counted in them.

434, 954 and 940 are those of the province's account of 2023; the numbers of agencies and all of 2022 are invented.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from tinhso.demo.security.machine_pool import Host

SEED = 20231231
MALWARE, CONTACTS, WEAK = 434, 954, 940
BY_ANTIVIRUS, BY_SENSOR = 134, 54
INFECTED, IN_CONTACT = 41, 63
BEFORE = {"malware": 180, "contacts": 260, "weak": 310, "infected": 58, "in_contact": 79}
STILL_OPEN = {"malware": 18, "contacts": 25, "weak": 30}
FALSE_ALARMS = {"malware": 9, "contacts": 15, "weak": 12}


@dataclass(frozen=True)
class Found:
    """Machines on which one kind of finding was mended in the year, was open at its end, or was a false alarm; no machine is in two."""

    mended: list[Host]
    still_open: list[Host]
    false_alarms: list[Host]

    @property
    def every(self) -> list[Host]:
        return [*self.mended, *self.still_open, *self.false_alarms]


@dataclass(frozen=True)
class Year:
    malware: Found
    contacts: Found
    weak: Found


def of_2023(hosts: Sequence[Host]) -> Year:
    rng = Random(SEED)  # noqa: S311
    return Year(
        _found(rng, hosts, "malware", MALWARE, INFECTED),
        _found(rng, hosts, "contacts", CONTACTS, IN_CONTACT),
        _found(rng, hosts, "weak", WEAK, 0),
    )


def of_2022(scanned: Sequence[Host], monitored: Sequence[Host]) -> Year:
    """Of fewer machines, at more agencies; nothing is left over."""
    rng = Random(SEED - 1)  # noqa: S311
    malware = drawn(rng, scanned, BEFORE["malware"], places(rng, scanned, BEFORE["infected"]))
    contacts = drawn(rng, monitored, BEFORE["contacts"], places(rng, monitored, BEFORE["in_contact"]))
    weak = rng.sample(scanned, BEFORE["weak"])
    return Year(*(Found(one, [], []) for one in (malware, contacts, weak)))


def _found(rng: Random, hosts: Sequence[Host], kind: str, mended: int, agencies: int) -> Found:
    """Where agencies are counted, false alarms lie at others alone: they must not be counted."""
    inside = places(rng, hosts, agencies) if agencies else {one.agency for one in hosts}
    more = STILL_OPEN[kind]
    found = drawn(rng, hosts, mended + more, inside)
    rng.shuffle(found)
    others = sorted(one for one in set(hosts) - set(found) if not agencies or one.agency not in inside)
    return Found(found[more:], found[:more], rng.sample(others, FALSE_ALARMS[kind]))


def places(rng: Random, hosts: Sequence[Host], many: int) -> set[int]:
    return set(rng.sample(sorted({one.agency for one in hosts}), many))


def drawn(rng: Random, hosts: Sequence[Host], many: int, agencies: Collection[int]) -> list[Host]:
    """So many machines of these agencies, of each at least one."""
    left = [one for one in hosts if one.agency in agencies]
    first = [rng.choice([one for one in left if one.agency == place]) for place in sorted(agencies)]
    rest = sorted(set(left) - set(first))
    return first + rng.sample(rest, many - len(first))
