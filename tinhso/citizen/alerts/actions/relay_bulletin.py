from datetime import datetime

from django.db import transaction

from tinhso.citizen.alerts.actions.issue_alert import AlertContent, check_content, issue, keep_alert
from tinhso.citizen.alerts.approvers import tell_approvers, tell_partly_read
from tinhso.citizen.alerts.events import AlertWritten
from tinhso.citizen.alerts.rules import relay_waits
from tinhso.citizen.models import Alert
from tinhso.kernel.events.public import SYSTEM, Code, record


@transaction.atomic
def relay_bulletin(*, content: AlertContent, replaces_bulletin: str = "", now: datetime) -> Alert | None:
    """Pass a bulletin of the weather service on as it is, once; None for one that was relayed before.

    It is public at once, unless a rule of the province wants two persons to let one of its level out.

    Raises: AlertRefused.
    """
    if Alert.objects.filter(bulletin_id=content.bulletin_id).exists():
        return None
    check_content(content, now)
    former = None
    if replaces_bulletin:
        former = Alert.objects.filter(bulletin_id=replaces_bulletin, state=Alert.State.ISSUED).first()
    alert = keep_alert(content, by=SYSTEM, now=now, replaces=former)
    if relay_waits(alert.risk_level, on=now.date()):
        written = AlertWritten(
            alert_id=alert.pk, kind=Code(alert.kind), risk_level=alert.risk_level, waits=True
        )
        record(written, by=SYSTEM, at=now)
        tell_approvers(alert, now=now)
    else:
        issue(alert, by=SYSTEM, now=now)
    if alert.unknown_areas:
        tell_partly_read(alert, now=now)
    return alert
