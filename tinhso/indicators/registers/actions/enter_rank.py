from datetime import date, datetime
from typing import Any

from django.db import transaction

from tinhso.indicators.models import ExternalRank
from tinhso.indicators.registers.events import RankEntered
from tinhso.indicators.registers.permissions import check_can_enter_ranks
from tinhso.indicators.registers.registers import add_revision
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


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
    version: str = "",
    tied: int = 0,
    was: int = 0,
    reason: str = "",
) -> ExternalRank:
    """Enter a rank as it was published, or correct what was entered wrong: it is never written over.

    Loaded again by the system one that is there stays. Raises: NotARegistrar, EntryRefused, RevisedBefore.
    """
    check_can_enter_ranks(by)
    key = {"index": index, "assessed_year": assessed_year}
    values: dict[str, Any] = {"rank": rank, "n": n, "source": source, "published_on": published_on}
    values |= {"published_year": published_year, "version": version, "tied": tied}
    if by.system and (known := ExternalRank.objects.filter(**key).order_by("-revision").first()):
        return known
    _check(values, assessed_year, now.date())
    found = add_revision(ExternalRank, key, values, was=was, reason=reason, by=by, now=now)
    record(RankEntered(index=index, assessed_year=assessed_year, rank=rank, n=n or 0), by=by, at=now)
    return found


def _check(values: dict[str, Any], assessed_year: int, today: date) -> None:
    """EntryRefused for what cannot have been published."""
    rank, n, day = values["rank"], values["n"], values["published_on"]
    if assessed_year > today.year:
        raise EntryRefused("assessed_year", "Năm đánh giá chưa tới.")
    if rank < 1 or (n is not None and rank > n):
        raise EntryRefused("rank", "Thứ hạng phải từ 1 đến số tỉnh, thành phố được xếp hạng.")
    if n is not None and rank + values["tied"] > n:
        raise EntryRefused("tied", "Số tỉnh cùng hạng nhiều hơn số tỉnh được xếp hạng.")
    if day is not None and (day > today or day.year < assessed_year):
        raise EntryRefused("published_on", "Ngày công bố phải từ năm đánh giá đến hôm nay.")
