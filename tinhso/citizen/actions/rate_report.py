from datetime import datetime

from django.db import transaction

from tinhso.casework.public import rate_case
from tinhso.citizen.models import Report
from tinhso.citizen.moderation import masked
from tinhso.kernel.events.public import Actor

LONGEST = 1000


@transaction.atomic
def rate_report(*, report: Report, ver: int, stars: int, text: str, by: Actor, now: datetime) -> None:
    """Whoever reported says how good the answer is, 1 to 5, perhaps in words. NotYourTurn, Stale, NotFinished."""
    rate_case(case=report.case, ver=ver, stars=stars, by=by, now=now)
    report.rating_text = masked(text.strip()[:LONGEST])
    report.save(update_fields=["rating_text"])
