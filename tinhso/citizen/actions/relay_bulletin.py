from datetime import datetime

from django.db import transaction

from tinhso.citizen.actions.issue_alert import AlertContent, check_content, issue, keep_alert
from tinhso.citizen.models import Alert
from tinhso.kernel.events.public import SYSTEM


@transaction.atomic
def relay_bulletin(*, content: AlertContent, replaces_bulletin: str = "", now: datetime) -> Alert | None:
    """Pass a bulletin of the weather service on as it is, once; None for one that was relayed before. AlertRefused."""
    if Alert.objects.filter(bulletin_id=content.bulletin_id).exists():
        return None
    check_content(content, now)
    former = None
    if replaces_bulletin:
        former = Alert.objects.filter(bulletin_id=replaces_bulletin, state=Alert.State.ISSUED).first()
    alert = keep_alert(content, by=SYSTEM, now=now, replaces=former)
    issue(alert, by=SYSTEM, now=now)
    return alert
