"""Signed heads to show and to print: the newest, and the last of each day."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.events.logs import LOGS
from tinhso.kernel.events.models import Seal, SealSignature
from tinhso.kernel.events.signatures.seal_key import fingerprint
from tinhso.kernel.events.signatures.statements import line_of
from tinhso.kernel.site.clock import HANOI

BY_DAY = """
select s.* from generate_series(0, %s) as back(days)
cross join lateral (
  select * from kernel_seal_signature g where g.log = %s
  and g.signed_at < date_trunc('day', %s at time zone %s) at time zone %s + interval '1 day' - back.days * interval '1 day'
  and g.signed_at >= date_trunc('day', %s at time zone %s) at time zone %s - back.days * interval '1 day'
  order by g.signed_at desc limit 1
) s order by back.days
"""


@dataclass(frozen=True)
class SignedHead:
    """A head that was signed; `key` is the fingerprint, `stamped_at` what an authority says, `line` what is posted."""

    log: str
    label: str
    number: int
    hash: str
    key: str
    signed_at: datetime
    stamped_at: datetime | None
    line: str


def newest_heads() -> list[SignedHead]:
    """Of each log the newest one, events first; two queries a log."""
    rows = (_rows().filter(log=name).order_by("-pk").first() for name in LOGS)
    return [_head(row) for row in rows if row]


def heads_by_day(days: int) -> list[SignedHead]:
    """The last signed head of the log of events of each of the last days, the newest first; one query and one of stamps."""
    now, zone = timezone.now(), HANOI.key
    values = [days - 1, Seal.Log.EVENTS, now, zone, zone, now, zone, zone]
    ids = [row.pk for row in SealSignature.objects.raw(BY_DAY, values)]
    return [_head(row) for row in _rows().filter(pk__in=ids).order_by("-signed_at")]


def _rows() -> QuerySet[SealSignature]:
    return SealSignature.objects.prefetch_related("stamps")


def _head(row: SealSignature) -> SignedHead:
    stamped = [stamp.stamped_at for stamp in row.stamps.all()]
    return SignedHead(
        log=row.log,
        label=Seal.Log(row.log).label,
        number=row.number,
        hash=row.hash,
        key=fingerprint(row.public),
        signed_at=row.signed_at,
        stamped_at=min(stamped, default=None),
        line=line_of(row),
    )
