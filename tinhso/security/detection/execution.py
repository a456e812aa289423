"""The job: a file of events is given to the child process with the rules that are on, and what it found is written."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file, open_stream
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.running import RunOutcome, RunRule, run_rules
from tinhso.security.detection.actions.file_run import AlreadyRun, file_run
from tinhso.security.detection.actions.refuse_run import refuse_run
from tinhso.security.models import DetectionRule, DetectionRun

BROKEN = "Máy chủ gặp lỗi khi chạy quy tắc; người vận hành xem được trong nhật ký. Ông/bà gửi lại tệp sau."
LOST = "Máy chủ dừng giữa chừng khi chạy quy tắc. Ông/bà gửi lại tệp."
LONGEST = timedelta(days=1)
"""After which a run that is under way was lost with its worker."""


def run_received_events(run_id: int, now: datetime) -> None:
    """Asked to do so twice, it does it once. The file goes whatever comes of it."""
    State = DetectionRun.State
    waiting = DetectionRun.objects.filter(pk=run_id, state__in=[State.WAITING, State.RUNNING])
    if not waiting.update(state=State.RUNNING):
        return
    run = waiting.select_related("file").get()
    rules = list(DetectionRule.objects.running().order_by("pk"))
    try:
        outcome = _outcome_of(run, rules)
        file_run(run=run, rules=rules, outcome=outcome, by=SYSTEM, now=now)
    except ReportRefused as refused:
        refuse_run(run=run, why=str(refused), by=SYSTEM, now=now)
    except AlreadyRun:
        return
    except BaseException:
        refuse_run(run=run, why=BROKEN, by=SYSTEM, now=now)
        raise  # the log of jobs has it
    finally:
        _forget_file(run, now)


def refuse_lost_runs(now: datetime) -> int:
    """Of a worker that was killed nobody hears: its runs would be under way for ever, and their files stay. How many."""
    lost = DetectionRun.objects.filter(state=DetectionRun.State.RUNNING, at__lte=now - LONGEST)
    rows = list(lost.select_related("file").order_by("pk")[:500])
    for row in rows:
        refuse_run(run=row, why=LOST, by=SYSTEM, now=now)
        _forget_file(row, now)
    return len(rows)


def _outcome_of(run: DetectionRun, rules: list[DetectionRule]) -> RunOutcome:
    """ReportRefused."""
    if run.file is None:
        raise ReportRefused("Tệp gốc không còn.")
    declared = {"product": run.product, "category": run.category, "service": run.service}

    def heard(read: int) -> None:
        DetectionRun.objects.filter(pk=run.pk).update(events=read)

    with TemporaryDirectory() as folder, open_stream(run.file) as stream:
        path = Path(folder) / "events"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        asked = [RunRule(one.text, one.reported) for one in rules]
        return run_rules(asked, path, declared=declared if any(declared.values()) else None, heard=heard)


@transaction.atomic
def _forget_file(run: DetectionRun, now: datetime) -> None:
    file = run.file
    DetectionRun.objects.filter(pk=run.pk).update(file=None)
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
