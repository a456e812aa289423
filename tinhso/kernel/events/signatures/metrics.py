"""How far the seals are behind."""

from collections.abc import Iterator

from tinhso.kernel.site.operation import Sample, value

UNSEALED = """
select count(*) from kernel_event e where not exists (select from kernel_seal s
 where s.log = 'events' and (s.last_epoch, s.last_xid, s.last_id) >= (e.epoch, e.xid, e.id))
and e.id > coalesce((select max(last_id) from kernel_seal where log = 'events'), 0) - 10000
"""


def unsealed() -> Iterator[Sample]:
    yield Sample(float(str(value(UNSEALED))))


def seal_age() -> Iterator[Sample]:
    """Nothing where no seal stands yet."""
    age = value("select extract(epoch from now() - max(created_at)) from kernel_seal")
    if age is not None:
        yield Sample(float(str(age)))
