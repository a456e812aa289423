from datetime import datetime

from django.db import connection, transaction

from tinhso.kernel.events.public import Actor, last_numbers, raise_numbers, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.takeover.counters import Raised
from tinhso.onestop.takeover.events import NumberTakenOver


class NumbersMoved(Exception):
    """A number was given since the file was checked; nothing was changed, the file is to be checked anew."""


@transaction.atomic
def take_over_numbers(*, raised: list[Raised], by: Actor, now: datetime) -> None:
    """Let these counters go on after the last numbers of the former system.

    Raises: PermissionDenied, NumbersMoved.
    """
    check_can_keep_catalogue(by)
    with connection.cursor() as cursor:
        cursor.execute("lock table kernel_counter in share row exclusive mode")
    stand = last_numbers(one.scope for one in raised)
    if any(stand[one.scope] != one.before for one in raised):
        raise NumbersMoved
    raise_numbers({one.scope: one.last for one in raised})
    for one in raised:
        record(NumberTakenOver(scope=one.scope, before=one.before, last=one.last), by=by, at=now)
