from collections.abc import Iterable

from django.db import connection

from tinhso.kernel.events.models import Counter
from tinhso.kernel.events.record import OutsideTransaction
from tinhso.kernel.site.public import planned

NEXT = """
insert into kernel_counter as c (scope, last) values (%s, 1)
on conflict (scope) do update set last = c.last + 1
returning last
"""


def next_number(scope: str) -> int:
    """The next number of the scope (1, 2, 3 …), without gap or double, in the caller's transaction.

    The scope stays locked until that transaction ends: take the number last. A rollback gives it back.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(scope)
    with planned() as cursor:
        cursor.execute(NEXT, [scope])
        number: int = cursor.fetchone()[0]
    return number


RAISE = """
insert into kernel_counter as c (scope, last) select * from unnest(%s::text[], %s::bigint[])
on conflict (scope) do update set last = greatest(c.last, excluded.last)
"""


def raise_numbers(lasts: dict[str, int]) -> None:
    """For rows written by COPY with numbers of their own: whoever asks next gets the one after them."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [list(lasts), list(lasts.values())])


def last_numbers(scopes: Iterable[str]) -> dict[str, int]:
    """The last number given in each of these scopes; 0 where none was. One query."""
    wanted = list(scopes)
    found = dict(Counter.objects.filter(scope__in=wanted).values_list("scope", "last"))
    return {scope: found.get(scope, 0) for scope in wanted}
