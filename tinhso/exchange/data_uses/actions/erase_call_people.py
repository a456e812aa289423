from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.exchange.data_uses.events import CallPeopleErased
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
    erased = Erased(_pseudonyms(today, now), _calls(today, now), _requests(today, now))
    if erased != Erased(0, 0, 0):
        record(CallPeopleErased(**vars(erased)), by=by, at=now)
    return erased


def _before(key: str, today: date, now: datetime) -> datetime | None:
    years = rule_or(key, None, on=today)
    return now - timedelta(days=YEAR * int(years)) if isinstance(years, int) else None


def _pseudonyms(today: date, now: datetime) -> int:
    before = _before(PSEUDONYMS, today, now)
    if before is None:
        return 0
    rows = ExchangeCall.objects.filter(at__lt=before, named=ExchangeCall.Named.PERSON)
    return rows.update(named=ExchangeCall.Named.ERASED, subject="", issue="")


def _calls(today: date, now: datetime) -> int:
    before = _before(CALLS, today, now)
    return ExchangeCall.objects.filter(at__lt=before).delete()[0] if before else 0


def _requests(today: date, now: datetime) -> int:
    before = _before(REQUESTS, today, now)
    if before is None:
        return 0
    rows = DataUseRequest.objects.filter(answered_at__lt=before, erased_at=None)
    return rows.update(text="", answer="", about="", salt=new_request_salt(), erased_at=now)
