"""A list that was received is read from its file or fetched, outside a transaction, then written in one."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import open_stream
from tinhso.lib.intelligence.reading import read_intelligence
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.security.intelligence.actions.file_list import AlreadyRead, file_list
from tinhso.security.intelligence.actions.reject_list import reject_list
from tinhso.security.intelligence.actions.request_fetch import request_fetch
from tinhso.security.intelligence.fetching import FetchedList, fetched_list
from tinhso.security.models import IntelligenceLoad, IntelligenceSource

BROKEN = "Máy chủ gặp lỗi khi đọc danh sách này; người vận hành xem được trong nhật ký. Ông/bà gửi lại sau."
LOST = "Máy chủ dừng giữa chừng khi đọc danh sách này. Ông/bà gửi lại."
LONGEST = timedelta(hours=6)
"""After which a list that is being read was lost with the worker that read it."""
ENDED = "Nguồn này đã ngừng dùng."
State = IntelligenceLoad.State


def read_received_list(load_id: int, now: datetime) -> None:
    """The job; asked to do so twice, it does it once."""
    waiting = IntelligenceLoad.objects.filter(pk=load_id, state__in=[State.WAITING, State.READING])
    if not waiting.update(state=State.READING):
        return
    load = waiting.select_related("file", "source").get()
    try:
        got = _list_of(load)
        file_list(load=load, found=got.found, until=got.until, by=SYSTEM, now=now)
    except ReportRefused as refused:
        reject_list(load=load, why=str(refused), by=SYSTEM, now=now)
    except AlreadyRead:
        reject_list(load=load, why=ENDED, by=SYSTEM, now=now)
    except BaseException:
        reject_list(load=load, why=BROKEN, by=SYSTEM, now=now)
        raise  # the log of jobs has it


def _list_of(load: IntelligenceLoad) -> FetchedList:
    """ReportRefused."""
    with TemporaryDirectory() as folder:
        if load.file is None:
            if load.source.kind == IntelligenceSource.Kind.UPLOAD:
                raise ReportRefused("Tệp gốc không còn.")
            return fetched_list(load.source, Path(folder), lambda done: _progress(load, done))
        path = Path(folder) / "list"
        with open_stream(load.file) as stream, path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        return FetchedList(read_intelligence(path))


def _progress(load: IntelligenceLoad, done: int) -> None:
    """Written when a tenth more has come, at least a hundred: a row a block would be thousands."""
    if done >= load.progress + max(100, load.progress // 10):
        load.progress = done
        IntelligenceLoad.objects.filter(pk=load.pk).update(progress=done)


def refuse_lost_lists(now: datetime) -> int:
    """Of a worker that was killed nobody hears: its list would be "being read" for ever, and its source never fetched again. How many."""
    lost = IntelligenceLoad.objects.filter(state=State.READING, at__lte=now - LONGEST)
    rows = list(lost.order_by("pk")[:500])
    for row in rows:
        reject_list(load=row, why=LOST, by=SYSTEM, now=now)
    return len(rows)


def fetch_due(now: datetime) -> int:
    """Ask for the lists of all sources whose time has come; how many."""
    periodic = IntelligenceSource.objects.filter(ended_at=None, hours__isnull=False)
    ready = [one for one in periodic.order_by("pk") if _is_due(one, now)]
    for source in ready:
        request_fetch(source=source, by=SYSTEM, now=now)
    return len(ready)


def _is_due(source: IntelligenceSource, now: datetime) -> bool:
    """Also after a failure: whatever was tried last, not before the hours are over."""
    tried = source.loads.order_by("-at").values_list("at", flat=True).first()
    return tried is None or tried + timedelta(hours=source.hours or 0) <= now
