from datetime import datetime

from django.db import transaction

from tinhso.citizen.desk.events import ContactShown
from tinhso.citizen.models import Report
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.citizen.sender.sender_contact import SenderContact, contact_of
from tinhso.kernel.events.public import Actor, log_access, record


@transaction.atomic
def show_contact(*, report: Report, purpose: str, by: Actor, now: datetime) -> SenderContact:
    """Who sent it, for the triage desk alone, and into the access log. Raises: NotYourTurn."""
    check_is_triage(report.case, by)
    log_access(by=by, purpose=purpose, page="report_contact", case_ids=[report.case_id], at=now)
    record(ContactShown(case_id=report.case_id), by=by, at=now)
    return contact_of(report, purpose=purpose, by=by, now=now)
