from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.exchange.calls.events import CallPeopleErased
from tinhso.exchange.models import DataUseRequest, ExchangeCall
from tinhso.exchange.models.data_uses.data_use_request import new_request_salt
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import HANOI

PSEUDONYMS, CALLS, REQUESTS = "exchange.pseudonym_years", "exchange.call_years", "exchange.request_years"
YEAR = 366
"""Days: nothing goes a day before its years are over."""


@dataclass(frozen=True)
class Erased:
    """How many pseudonyms and dossier codes, whole calls, words of requests went."""

    pseudonyms: int
    calls: int
    requests: int


@transaction.atomic
def erase_call_people(*, by: Actor, now: datetime) -> Erased:
    """What the log of calls and the requests hold about people goes when its years are over, by the rules of the day; what
    has no rule stays. By the system, every night.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    today = now.astimezone(HANOI).date()
    people, calls = _before(PSEUDONYMS, today, now), _before(CALLS, today, now)
    erased = Erased(_pseudonyms(people), _calls(calls), _requests(today, now))
    if erased != Erased(0, 0, 0):
        event = CallPeopleErased(**vars(erased), people_before=people, calls_before=calls)
        record(event, by=by, at=now)
    return erased


def _before(key: str, today: date, now: datetime) -> datetime | None:
    years = rule_or(key, None, on=today)
    return now - timedelta(days=YEAR * int(years)) if isinstance(years, int) else None


def _pseudonyms(before: datetime | None) -> int:
    """The commitment to them stays, without the salt that could open it."""
    if before is None:
        return 0
    rows = ExchangeCall.objects.filter(at__lt=before, named=ExchangeCall.Named.PERSON)
    return rows.update(named=ExchangeCall.Named.ERASED, subject="", issue="", about_salt=b"")


def _calls(before: datetime | None) -> int:
    """By whole batches, so that what is left of one is still seen to be whole."""
    if before is None:
        return 0
    over = Q(batch=None, at__lt=before) | Q(batch__last_at__lt=before)
    return ExchangeCall.objects.filter(over).delete()[1].get(ExchangeCall._meta.label, 0)


def _requests(today: date, now: datetime) -> int:
    before = _before(REQUESTS, today, now)
    if before is None:
        return 0
    rows = DataUseRequest.objects.filter(answered_at__lt=before, erased_at=None)
    return rows.update(text="", answer="", about="", salt=new_request_salt(), erased_at=now)
