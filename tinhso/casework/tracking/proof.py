"""Who proves that a case is theirs: by the last four characters of a number in it, or by a whole number.

Wrong ones cost whoever guesses, and a case that was guessed at asks for the whole number: it is never shut to its owner.
What that bounds stands in docs/security.md.
"""

import hmac
import re
from collections.abc import Sequence
from enum import StrEnum

from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import Case
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.own_contact import dialled
from tinhso.kernel.site.rate_limit import allow, give_back

HOUR, DAY = 3600, 24 * 3600
Limits = Sequence[tuple[int, int]]  # so many wrong ones in so many seconds
ENDINGS_OF_ONE: Limits = (
    (5, 600),
    (20, DAY),
    (60, 30 * DAY),
)  # by one address or telephone: it waits ever longer
WHOLE_OF_ONE: Limits = ((10, 600), (50, DAY), (200, 30 * DAY))
ENDINGS_OF_CASE: Limits = ((5, DAY), (20, 30 * DAY))  # of ten thousand, however many addresses try
ENDINGS_OF_ALL: Limits = ((200, HOUR), (1000, DAY))  # one try at each of many codes
ENDING, SHORTEST_WHOLE = 4, 8


class Proof(StrEnum):
    """What came of the number that was typed."""

    NONE = "none"
    RIGHT = "right"
    WRONG = "wrong"
    WHOLE_NEEDED = (
        "whole_needed"  # four digits were not looked at: too many wrong ones from here, or at this case
    )
    WAIT = "wait"  # nothing was looked at: too many wrong numbers from here


def bare(typed: str) -> str:
    """Letters and digits of a number as it was typed, a telephone as it is dialled in the country."""
    words = re.sub(r"[^0-9A-Z+]", "", typed.upper())
    return dialled(words) if words.startswith(("+84", "0084")) else words.replace("+", "")


def prove(case: Case, typed: str, *, caller: str, phone: str = "") -> Proof:
    """Whether that number proves the case theirs; `caller` is the address or telephone that a wrong one is counted for.

    `phone` is the telephone that the answer goes to: where it is the case's, nobody else reads the answer.
    """
    number, numbers = bare(typed), _numbers(case)
    if not number:
        return Proof.NONE
    if len(number) != ENDING:
        whole = [one for one in numbers if len(one) >= SHORTEST_WHOLE]
        return _tried(_is_one_of(number, whole), Proof.WAIT, [("track_whole", caller, WHOLE_OF_ONE)])
    doors: list[tuple[str, str, Limits]] = [("track_ending", caller, ENDINGS_OF_ONE)]
    if not phone or phone not in numbers:
        doors += [("track_case", str(case.pk), ENDINGS_OF_CASE), ("track_all", "", ENDINGS_OF_ALL)]
    return _tried(_is_one_of(number, [one[-ENDING:] for one in numbers]), Proof.WHOLE_NEEDED, doors)


def _is_one_of(number: str, numbers: Sequence[str]) -> bool:
    return any(hmac.compare_digest(one.encode(), number.encode()) for one in numbers)


def _tried(right: bool, refused: Proof, doors: list[tuple[str, str, Limits]]) -> Proof:
    """Each try is counted before anything is said, so that many at once gain nothing; what was no wrong one is given back."""
    passed: list[tuple[str, str, int]] = []
    for door, of, limits in doors:
        if not all(allow(door, of, most, seconds) for most, seconds in limits):
            _give_back(passed)  # a try that was not looked at costs nobody else anything
            return refused
        passed += [(door, of, seconds) for _most, seconds in limits]
    if right:
        _give_back(passed)
    return Proof.RIGHT if right else Proof.WRONG


def _give_back(passed: list[tuple[str, str, int]]) -> None:
    for door, of, seconds in passed:
        give_back(door, of, seconds)


def _numbers(case: Case) -> list[str]:
    """Telephones and identity numbers of who applies and who filed it for them, of their accounts, and as the case names them."""
    kind, people = kind_of(case.kind), [pk for pk in (case.person_id, case.submitter_id) if pk]
    found: list[str | None] = list(kind.numbers(case.pk)) if kind.numbers else []
    for one in Person.objects.filter(pk__in=people).values_list("phone", "id_number", "user__phone"):
        found += one
    return [number for number in (bare(one or "") for one in found) if len(number) >= ENDING]
