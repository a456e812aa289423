from datetime import datetime

from tinhso.casework.proof.auditor_notices import tell_auditors
from tinhso.casework.proof.compare import Compared
from tinhso.casework.proof.comparison_runs import compare_whole
from tinhso.casework.proof.records import compare_records


def compare_rows(*, now: datetime) -> Compared:
    """Hold every case, account and issued paper against its events and note the result in the log; auditors are told
    of what differs."""
    found = compare_whole(now=now)
    compare_records(now=now)
    tell_auditors(now=now)
    return found
