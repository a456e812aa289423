from datetime import datetime

from tinhso.casework.public import finish_case, resume_case, settle_case
from tinhso.kernel.events.public import SYSTEM
from tinhso.security.incidents.way import WITH_ANOTHER
from tinhso.security.models import CyberIncident


def end_merged(incident: CyberIncident, *, now: datetime) -> None:
    """Those that were merged into it end with it, and those merged into them."""
    for one in incident.merged.select_related("case__process").order_by("pk"):
        resume_case(case=one.case, ver=one.case.ver, by=SYSTEM, now=now)
        settle_case(case=one.case, ver=one.case.ver, outcome=WITH_ANOTHER, by=SYSTEM, now=now)
        finish_case(case=one.case, ver=one.case.ver, by=SYSTEM, now=now)
