from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import check_can_act, finish_case, settle_case
from tinhso.indicators.executive.actions.urge_agency import TOPIC
from tinhso.indicators.executive.events import UrgingAnswered
from tinhso.indicators.models import AgencyUrging
from tinhso.indicators.rights.officers import user_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def answer_urging(*, urging: AgencyUrging, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The head answers what is being done about it; who urged is told.

    Raises: NotYourTurn, Stale, EntryRefused.
    """
    check_can_act(urging.case, by)
    if not text.strip():
        raise EntryRefused("text", "Ghi việc đã làm và bao giờ giải quyết xong.")
    urging.answer, urging.answered_by, urging.answered_at = text.strip(), user_of(by), now
    urging.save(update_fields=["answer", "answered_by", "answered_at"])
    settle_case(case=urging.case, ver=ver, outcome="answered", by=by, now=now)
    finish_case(case=urging.case, ver=urging.case.ver, by=by, now=now)
    notify(
        to=urging.by,
        topic=TOPIC,
        template="indicators.urging_answered",
        params={},
        now=now,
        key=f"urging_answered:{urging.pk}",
        case_id=urging.case_id,
        path=reverse("urging", args=[urging.case.code]),
    )
    record(UrgingAnswered(case_id=urging.case_id, agency_id=urging.case.agency_id), by=by, at=now)
