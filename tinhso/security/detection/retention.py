"""How long hits stay: as long as files of reports. What became a finding stays as the finding."""

from datetime import datetime, timedelta

from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import DetectionHit

RULE = "security.report_days"
AT_A_TIME = 5000


def forget_hits(now: datetime) -> int:
    """Delete hits older than the rule of the day says, whatever was decided; how many."""
    last = now - timedelta(days=int(rule(RULE, on=local(now).date())))
    old = DetectionHit.objects.filter(at__lte=last).order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]
    return DetectionHit.objects.filter(pk__in=list(old)).delete()[0]
