"""Who is told of an incident: its code alone, never its words."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.security.models import SupportIncident

TOPIC = "security.support"


def notify_reporter(incident: SupportIncident, what: str, *, now: datetime, mark: object = "") -> None:
    """The notice `security/notices/support_<what>.txt`, once for each version of the case and `mark`."""
    if incident.reporter is None:
        return
    case = incident.case
    notify(
        to=incident.reporter,
        topic=TOPIC,
        template=f"security.support_{what}",
        params={"code": case.code},
        now=now,
        key=f"support_{what}:{case.pk}:{case.ver}:{mark}",
        case_id=case.pk,
        path=reverse("support_incident", args=[case.code]),
    )
