from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.indicators.events import RankEntered
from tinhso.indicators.models import ExternalRank
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def enter_rank(
    *,
    index: str,
    assessed_year: int,
    rank: int,
    n: int | None,
    source: str,
    by: Actor,
    now: datetime,
    published_on: date | None = None,
    published_year: int | None = None,
) -> ExternalRank:
    """Enter a rank as it was published; it is never written over. PermissionDenied."""
    if not by.system:
        raise PermissionDenied("Thứ hạng được nạp cùng dữ liệu của tỉnh.")
    given = {"rank": rank, "n": n, "source": source, "published_on": published_on}
    given["published_year"] = published_year
    found, made = ExternalRank.objects.get_or_create(index=index, assessed_year=assessed_year, defaults=given)
    if made:
        told = RankEntered(index=index, assessed_year=assessed_year, rank=rank, n=n or 0)
        record(told, by=by, at=now)
    return found
