from datetime import datetime

from django.db import transaction

from tinhso.citizen.desk.events import RatingDecided
from tinhso.citizen.models import Report
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.moderation.public import TextChanged


@transaction.atomic
def decide_rating(*, report: Report, seen: str, shown: bool, by: Actor, now: datetime) -> None:
    """The desk lets what the sender wrote beside the stars through, or hides it; `seen` is the `rating_digest` of
    what it read. Raises: NotYourTurn, TextChanged.
    """
    check_is_triage(report.case, by)
    state = Report.RatingState.SHOWN if shown else Report.RatingState.HIDDEN
    held = Report.objects.select_for_update().get(pk=report.pk)
    if not held.rating_text or held.rating_digest != seen:
        raise TextChanged(report.pk)
    held.rating_state = state
    held.save(update_fields=["rating_state"])
    record(RatingDecided(case_id=report.case_id, shown=shown), by=by, at=now)
