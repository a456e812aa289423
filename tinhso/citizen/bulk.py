"""Writers for the demo's years of what is told by nobody's page: ratings that were given by telephone (mô phỏng)."""

from datetime import datetime

from tinhso.casework.events import CaseRated
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import SYSTEM, copy_events


def rate_told(feedback: Feedback, *, stars: int, at: datetime) -> None:
    """The sender's opinion, 1 to 5, with its event; no receiver hears of it."""
    case = feedback.case
    case.move(ver=case.ver, rating=stars)
    copy_events([(CaseRated(case_id=case.pk, stars=stars), SYSTEM, at)])
