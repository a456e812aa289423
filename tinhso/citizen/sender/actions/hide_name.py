from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_is_applicant
from tinhso.citizen.models import Report
from tinhso.citizen.sender.events import NameWithdrawn
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def hide_name(*, report: Report, by: Actor, now: datetime) -> None:
    """The name no longer stands beside the report, from now on and for everybody. Raises: NotYourTurn."""
    check_is_applicant(report.case, by)
    report.anonymous = True
    report.save(update_fields=["anonymous"])
    record(NameWithdrawn(case_id=report.case_id), by=by, at=now)
