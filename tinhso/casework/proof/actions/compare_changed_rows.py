from datetime import datetime

from tinhso.casework.proof.auditor_notices import tell_auditors
from tinhso.casework.proof.compare import Compared
from tinhso.casework.proof.comparison_runs import compare_lately


def compare_changed_rows(*, now: datetime) -> Compared:
    """Hold the cases that changed since the last run against their events; auditors are told of what differs."""
    found = compare_lately(now=now)
    tell_auditors(now=now)
    return found
