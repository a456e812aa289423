from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.assessments.events import RoundOpened
from tinhso.indicators.assessments.permissions import check_can_open_round
from tinhso.indicators.models import AssessmentRound, CriteriaSet
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def open_round(
    *, criteria: CriteriaSet, year: int, verifier: Agency, closes_on: date, by: Actor, now: datetime
) -> AssessmentRound:
    """Begin a year's assessment, once for each version of a set: loaded again the round that is there stays.

    Raises: PermissionDenied, EntryRefused for a closing day that has passed and for an officer's second
    round.
    """
    check_can_open_round(verifier, by)
    if closes_on < now.date() and not by.system:
        raise EntryRefused("closes_on", "Ngày khóa phải từ hôm nay trở đi.")
    given = {"verifier": verifier, "closes_on": closes_on}
    found, made = AssessmentRound.objects.get_or_create(criteria=criteria, year=year, defaults=given)
    if not made and not by.system:
        raise EntryRefused("year", "Bộ tiêu chí này đã có kỳ đánh giá của năm đó.")
    if made:
        record(RoundOpened(round_id=found.pk, criteria=criteria.code, year=year), by=by, at=now)
    return found
