"""Which domains the logs of an agency held before, as digests: what is not among them is seen for the first time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import QuerySet

from tinhso.lib.dates import local
from tinhso.security.models import SeenDomain
from tinhso.security.network_logs.retention import log_days
from tinhso.security.network_logs.sealed_files import digest_key

AT_A_TIME = 20_000
ADD = """insert into security_seendomain (agency_id, mark, digest, since, last_on)
select %(agency)s, %(mark)s, one, %(first)s, %(last)s from unnest(%(digests)s::text[]) one order by one
on conflict (agency_id, mark, digest) do update set since = least(security_seendomain.since, excluded.since),
 last_on = greatest(security_seendomain.last_on, excluded.last_on)"""


def key_mark() -> str:
    """Digests of another key are of no use: they are left to their retention."""
    return sha256(digest_key().encode()).hexdigest()[:8]


def _of(agency_id: int | None) -> "QuerySet[SeenDomain]":
    rows = SeenDomain.objects.filter(mark=key_mark())
    return rows.filter(agency=None) if agency_id is None else rows.filter(agency=agency_id)


def known_to(agency_id: int | None) -> list[str]:
    rows = _of(agency_id)
    return list(rows.values_list("digest", flat=True))


def is_learning(agency_id: int | None, day: date, days: float) -> bool:
    """Whether logs of fewer days than that are known: everything would be new."""
    rows = _of(agency_id)
    return not rows.filter(since__lte=day - timedelta(days=days)).exists()


def add_domains(agency_id: int | None, digests: Iterable[str], first: date, last: date) -> None:
    every = sorted(set(digests))
    words = {"agency": agency_id, "mark": key_mark(), "first": first, "last": last}
    with connection.cursor() as cursor:
        for at in range(0, len(every), AT_A_TIME):
            cursor.execute(ADD, words | {"digests": every[at : at + AT_A_TIME]})


def forget_domains(now: datetime) -> int:
    """Those that no log held within the days of the rule. How many."""
    last = local(now).date() - timedelta(days=log_days(now))
    old = SeenDomain.objects.filter(last_on__lte=last).order_by("pk").values("pk")[:AT_A_TIME]
    return SeenDomain.objects.filter(pk__in=old).delete()[0]
