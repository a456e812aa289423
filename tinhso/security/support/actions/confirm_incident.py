from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import SupportIncident
from tinhso.security.support.events import SupportIncidentConfirmed
from tinhso.security.support.permissions import check_can_speak_for_reporter
from tinhso.security.support.way import end_resolved, is_resolved

LONGEST = 1000


@transaction.atomic
def confirm_incident(
    *, incident: SupportIncident, ver: int, stars: int, words: str = "", by: Actor, now: datetime
) -> None:
    """The reporter says that it works, with 1 to 5 stars; the case ends with the moment of the resolution.

    Raises: SecurityForbidden, Conflict, Stale, EntryRefused.
    """
    check_can_speak_for_reporter(incident, by)
    if not is_resolved(incident) or incident.case.state in FINAL:
        raise Conflict(incident.pk)
    if not 1 <= stars <= 5:
        raise EntryRefused("stars", "Chấm từ 1 đến 5.")
    if len(words.strip()) > LONGEST:
        raise EntryRefused("words", f"Tối đa {LONGEST} ký tự.")
    incident.rating, incident.rating_words = stars, words.strip()
    incident.save(update_fields=["rating", "rating_words"])
    record(SupportIncidentConfirmed(case_id=incident.pk, stars=stars), by=by, at=now)
    end_resolved(incident, ver=ver, now=now)
