"""Calls of the demo's year through the exchange (mô phỏng): a plan by agreement and working day, the same each time.

Rows name the plane `mo-phong`. Calls of services about people carry the pseudonyms of the demo's citizens, so that each sees
who asked about them; those of the cast are made for their own dossiers.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case
from tinhso.exchange.bulk import ExchangeCall, copy_calls, instance_code, word_of
from tinhso.exchange.public import Agreement
from tinhso.kernel.people.public import Person, User
from tinhso.lib.dates import HANOI

PLANE = "mo-phong"
MOST_PEOPLE, MOST_CAST, MOST_OWN = 200, 20, 6
A_DAY = 4
"""Calls of an agreement on a working day, on average."""
OUTCOMES = (
    (200, "ok", 955),
    (404, "ok", 22),
    (502, "provider_unreachable", 8),
    (504, "provider_timeout", 6),
    (429, "quota", 5),
    (503, "maintenance", 4),
)
"""Of a thousand calls."""


def create_calls(*, now: datetime) -> int:
    """Once, and how many. A handful of queries."""
    if ExchangeCall.objects.filter(plane=PLANE).exists():
        return 0
    found = Agreement.objects.filter(approved_at__isnull=False, service__topic="").order_by("pk")
    agreements = list(found.select_related("case", "service__system__member", "consumer__member", "group"))
    words = _words_of_people()
    calls = [call for one in agreements for call in _of_agreement(one, words, now)]
    calls += [call for call in _for_the_cast(agreements, now) if call.at <= now]
    with transaction.atomic():
        return copy_calls(calls, now=now)


def _words_of_people() -> list[str]:
    """What the log writes for each of the first citizens with a number. Two queries."""
    people = Person.objects.filter(kind=Person.Kind.CITIZEN).exclude(id_number="").order_by("pk")
    instance = instance_code()
    return [word for one in people[:MOST_PEOPLE] if (word := word_of(one, instance))]


def _of_agreement(one: Agreement, words: list[str], now: datetime) -> Iterator[ExchangeCall]:
    """From its first day until it ended, was suspended, or today."""
    chance = Random(f"calls-{one.service.code}-{one.case.code}")  # noqa: S311
    stopped = [at.astimezone(HANOI).date() for at in (one.suspended_at, one.ended_at, now) if at]
    day, last = one.begins, min([one.ends - timedelta(days=1), *stopped])
    weight = chance.uniform(0.5, 1.6)
    while day <= last:
        for _number in range(_how_many(day, weight, chance)):
            call = _call(one, _moment(day, chance), chance, words)
            if call.at <= now:
                yield call
        day += timedelta(days=1)


def _how_many(day: date, weight: float, chance: Random) -> int:
    return 0 if day.weekday() > 4 else round(chance.gauss(A_DAY * weight, 1.5))


def _moment(day: date, chance: Random) -> datetime:
    seconds = chance.randrange(7 * 3600 + 1800, 17 * 3600)
    return datetime.combine(day, time(), tzinfo=HANOI) + timedelta(seconds=seconds)


def _call(
    one: Agreement, at: datetime, chance: Random, words: list[str], issue: str = "", word: str = ""
) -> ExchangeCall:
    outcomes = [(status, code) for status, code, _weight in OUTCOMES]
    status, code = chance.choices(outcomes, [weight for *_rest, weight in OUTCOMES])[0]
    operation = str(chance.choice(one.calls))
    place, name = one.service.subject_in, one.service.subject_at
    about = place == "header" or (place == "path" and f"{{{name}}}" in operation)
    subject = (word or chance.choice(words)) if about and words else ""
    return ExchangeCall(
        id=UUID(int=chance.getrandbits(128), version=4),
        at=at,
        plane=PLANE,
        policy=1,
        client=chance.choice(_clients(one)),
        service=str(one.service),
        agreement=one.case.code,
        method=operation.partition(" ")[0],
        operation=operation,
        issue=issue if subject else "",
        named="person" if subject else "nobody",
        subject=subject,
        evidence=one.evidence,
        status=status,
        code=code,
        milliseconds=_milliseconds(code, chance),
        bytes_in=0,
        bytes_out=chance.randrange(300, 2400) if status == 200 else 0,
        request_hash="",
        response_hash=f"{chance.getrandbits(256):064x}" if status == 200 else "",
    )


@cache
def _clients(one: Agreement) -> list[str]:
    """The system that may call, or those of the group. One query an agreement of a group."""
    if one.consumer:
        return [str(one.consumer)]
    seats = one.group.seats.filter(left_at=None).select_related("system__member") if one.group else ()
    return [str(seat.system) for seat in seats] or [""]


def _milliseconds(code: str, chance: Random) -> int:
    if code == "provider_timeout":
        return 30_000
    return max(4, round(chance.lognormvariate(4.0, 0.7))) if code == "ok" else chance.randrange(1, 40)


def _for_the_cast(agreements: list[Agreement], now: datetime) -> Iterator[ExchangeCall]:
    """For each of the newest dossiers of a citizen of the cast, a question to the services about people."""
    asking = [one for one in agreements if one.service.personal and one.consumer]
    people = User.objects.filter(person__isnull=False).exclude(person__id_number="")
    for user in people.select_related("person").order_by("pk")[:MOST_CAST]:
        assert user.person  # noqa: S101 (filtered above)
        word, chance = word_of(user.person), Random(f"calls-{user.username}")  # noqa: S311
        cases = Case.objects.filter(person=user.person, kind="dossier", submitted_at__isnull=False)
        for case in cases.order_by("-submitted_at")[:MOST_OWN] if asking else ():
            for one in chance.sample(asking, min(2, len(asking))):
                at = (case.submitted_at or now) + timedelta(minutes=chance.randrange(3, 90))
                yield _call(one, at, chance, [word], case.code, word)
