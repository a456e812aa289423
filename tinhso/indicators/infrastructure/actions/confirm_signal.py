from datetime import datetime, time

from django.db import transaction

from tinhso.casework.public import Conflict, check_can_act, finish_case, settle_case
from tinhso.indicators.infrastructure.village_process import CONFIRM
from tinhso.indicators.models import Signal, SignalVillage
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.clock import HANOI


@transaction.atomic
def confirm_signal(*, village: SignalVillage, ver: int, by: Actor, now: datetime) -> None:
    """The head confirms that there is signal; whether in time is judged at the day of the check that found it.

    Raises:
        NotYourTurn, Stale: somebody else's turn, or somebody was there before.
        Conflict: nobody found signal yet.
    """
    check_can_act(village.case, by)
    check = village.checks.filter(signal=Signal.COVERED).first()
    if village.case.step != CONFIRM or check is None:
        raise Conflict(village.case_id)
    accepted = village.case.accepted_at or now
    at = min(max(datetime.combine(check.checked_on, time(17), HANOI), accepted), check.at)
    settle_case(case=village.case, ver=ver, outcome="covered", by=by, now=now, ready_at=at)
    finish_case(case=village.case, ver=village.case.ver, by=by, now=now)
    SignalVillage.objects.filter(pk=village.pk).update(
        signal=Signal.COVERED, covered_on=check.checked_on, operator=check.operator
    )
