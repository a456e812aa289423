"""How far the seals are behind."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.site.operation import Sample, value

UNSEALED = """
select count(*) from kernel_event e where not exists (select from kernel_seal s
 where s.log = 'events' and (s.last_epoch, s.last_xid, s.last_id) >= (e.epoch, e.xid, e.id))
and e.id > coalesce((select max(last_id) from kernel_seal where log = 'events'), 0) - 10000
"""

WAITS = """
select coalesce(max(age), 0) from (
  select extract(epoch from now() - min(g.signed_at)) as age from kernel_seal_signature g
  where g.id > coalesce((select max(s.signature_id) from kernel_seal_stamp s
    join kernel_seal_signature t on t.id = s.signature_id where t.log = g.log), 0)
  group by g.log) waiting
"""


def unsealed() -> Iterator[Sample]:
    yield Sample(float(str(value(UNSEALED))))


def seal_age() -> Iterator[Sample]:
    """Nothing where no seal stands yet."""
    age = value("select extract(epoch from now() - max(created_at)) from kernel_seal")
    if age is not None:
        yield Sample(float(str(age)))


def waits_for_stamp() -> float:
    """Seconds since the first signed head was made that no stamp of its log covers yet."""
    return max(0.0, float(str(value(WAITS))))


def stamp_wait() -> Iterator[Sample]:
    """Nothing where no authority is configured."""
    if settings.TIMESTAMP_URLS:
        yield Sample(waits_for_stamp())
