from datetime import datetime

from django.db import transaction

from tinhso.casework.public import begin_anew, name_officer, reroute_case
from tinhso.documents.models import Consultation
from tinhso.documents.rulemaking.events import ConsultationClosed
from tinhso.documents.rulemaking.way import ANSWER, answer_limit, process
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.lib.dates import local


class StillOpen(ValueError):
    """Comments are taken until the end of its last day, or it was never opened."""


@transaction.atomic
def close_consultation(*, consultation: Consultation, now: datetime) -> None:
    """The clock closes it: whoever drafted it has the time of the rule to answer. The second time does nothing.

    Raises: StillOpen.
    """
    row = Consultation.objects.select_for_update(of=("self",)).whole().get(pk=consultation.pk)
    if row.opened_at is None or row.closes_on is None or local(now).date() <= row.closes_on:
        raise StillOpen(row.pk)
    if row.closed_at is not None:
        return
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    case = row.case
    reroute_case(case=case, ver=case.ver, process=process(), step=ANSWER, by=SYSTEM, now=now)
    begin_anew(case=case, limit=answer_limit(local(now).date()), by=SYSTEM, now=now)
    name_officer(case=case, officer_id=row.document.drafted_by_id, by=SYSTEM, now=now)
    record(ConsultationClosed(case_id=row.pk, comments=row.comments.count()), by=SYSTEM, at=now)


def close_due(*, now: datetime) -> int:
    """Every consultation whose last day is over. How many."""
    over = Consultation.objects.published().filter(closed_at=None, closes_on__lt=local(now).date())
    found = list(over.order_by("closes_on", "pk")[:200])
    for one in found:
        close_consultation(consultation=one, now=now)
    return len(found)
