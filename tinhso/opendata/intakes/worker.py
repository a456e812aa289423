"""A worker's side of an intake: fetch the file where it is a link, have a child read it, and tell how far it is.

The row is the only truth: a worker takes it by compare-and-set, gives a sign of life every two seconds and stops where
somebody cancelled. A worker that dies leaves a silent row, which `wake_silent` gives to another or ends in words.
"""

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import StoredFile, open_stream
from tinhso.lib.messages.public_fetch import FetchFailed, Limits, fetch_to
from tinhso.lib.tables.children.child import BEAT
from tinhso.lib.tables.reading import Answer, NotRead, ReaderStopped, read_in_child
from tinhso.opendata.dataset import store
from tinhso.opendata.intakes import comparing
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.events import DataUnderstood, IntakeFailed
from tinhso.opendata.intakes.progress import Progress
from tinhso.opendata.models import Intake

FETCHED = 50  # percent of the way of a file behind a link when it is here
COPIED = 10  # percent of the way of a file of ours that is copied first
COMPARED = 96  # percent at which the table is there and only the comparison is left


class Stopped(Exception):
    """Somebody cancelled the intake, or another worker has it."""


def run_intake(intake_id: UUID, *, now: datetime) -> None:
    """Read one waiting intake to its end: ready, held, or failed in words. Not waiting any more: nothing."""
    claimed = Intake.objects.filter(pk=intake_id, state=Intake.State.WAITING)
    if not claimed.update(
        state=Intake.State.READING, tries=F("tries") + 1, percent=0, step="", beat_at=timezone.now()
    ):
        return
    intake = Intake.objects.select_related("dataset", "table").get(pk=intake_id)
    try:
        result = _read(intake)
    except Stopped:
        return
    except (NotRead, FetchFailed) as refused:
        fail(intake, str(refused), now)
        return
    conclude(intake, result, now)


def _read(intake: Intake) -> Answer:
    folder = store.intake_of(intake.pk)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    original = folder / "original"
    if intake.url:
        _fetch(intake, original)
    elif intake.copied_from and not original.is_file():
        _copy(intake, original)
    if not original.is_file():
        raise NotRead("Tệp gốc không còn trên máy chủ; hãy gửi lại.")
    read = folder / "read"
    _emptied(read)
    result = _in_child(intake, original, read)
    return result if result["broken"] else result | _compared(intake, result["rows"])


def _compared(intake: Intake, rows: int) -> Answer:
    """What its publication would change and the sums of its files: nobody is to wait for them later."""

    def heard() -> None:
        _beat(intake, percent=COMPARED, step=comparing.STEP)

    heard()
    sums = comparing.sums_of(intake)
    Intake.objects.filter(pk=intake.pk).update(sha256=sums["original"])
    return {"compared": comparing.compared(intake, rows, heard), "sums": sums}


def _copy(intake: Intake, original: Path) -> None:
    """Bring a file that lies beside the tables here; under its name only once it is whole. NotRead, Stopped.

    Each try writes a part of its own: a worker that was taken for dead writes into nobody else's.
    """
    file = StoredFile.objects.filter(pk=intake.copied_from, state=StoredFile.State.CLEAN).first()
    if file is None:
        raise NotRead("Tệp kèm theo không còn hoặc không còn an toàn, chưa đọc thành bảng được.")
    for left in original.parent.glob("original.*.part"):
        left.unlink(missing_ok=True)
    part = original.with_name(f"original.{intake.tries}.part")
    done, heard = 0, 0.0
    with open_stream(file) as stream, part.open("wb") as sink:
        while piece := stream.read(intake_limits.PIECE):
            done += sink.write(piece)
            if time.monotonic() - heard > BEAT:
                heard = time.monotonic()
                _beat(intake, done=done, percent=min(done * COPIED // file.size, COPIED), step="copy")
    _beat(intake, done=done, percent=COPIED)
    part.replace(original)
    intake.percent = COPIED


def _fetch(intake: Intake, original: Path) -> None:
    heard = 0.0

    def step(done: int, total: int | None) -> None:
        nonlocal heard
        if time.monotonic() - heard > BEAT:
            heard = time.monotonic()
            percent = min(done * FETCHED // total, FETCHED) if total else 0
            _beat(intake, done=done, size=total or done, percent=percent, step="fetch")

    limits = Limits(octets=intake_limits.MOST_BYTES, seconds=intake_limits.FETCH_SECONDS, idle=60)
    original.unlink(missing_ok=True)  # a version may have the former bytes under a second name
    with original.open("wb") as sink:
        fetched = fetch_to(intake.url, sink, limits=limits, local=settings.FETCH_LOCAL, step=step)
    if not fetched.octets:
        raise NotRead("Địa chỉ trả về một tệp rỗng.")
    Intake.objects.filter(pk=intake.pk).update(size=fetched.octets, done=fetched.octets)


def _in_child(intake: Intake, original: Path, read: Path) -> Answer:
    """What the child said at its end; it is killed where the intake was cancelled or took too long."""
    words = {
        "source": str(original),
        "folder": str(read),
        "wish": intake.wish,
        "schema": intake.table.schema,
        "memory": intake_limits.MEMORY,
        "address_space": intake_limits.ADDRESS_SPACE,
    }
    size = max(intake.size or intake.done, 1)
    progress = Progress(read, size, floor=FETCHED if intake.url else intake.percent)

    def heard(pid: int, step: str) -> None:
        _beat(intake, percent=progress.percent(pid, step), step=step.partition(" ")[0])

    try:
        return read_in_child(words, seconds=intake_limits.READ_SECONDS, heard=heard)
    except ReaderStopped:
        _emptied(read)
    try:
        return read_in_child(words, seconds=intake_limits.READ_SECONDS, heard=heard)
    except ReaderStopped as stopped:
        raise NotRead(f"{stopped} {TRIED_TWICE}") from stopped


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


TRIED_TWICE = (
    "Đã đọc hai lần, lần nào cũng vậy. Chưa rõ tệp có lỗi hay không: hãy bấm “Đọc lại” sau ít phút; "
    "nếu vẫn dừng, hãy gửi dạng CSV hoặc Parquet."
)


def _beat(intake: Intake, **known: Any) -> None:
    """A sign of life. Stopped where the intake is not being read any more."""
    reading = Intake.objects.filter(pk=intake.pk, state=Intake.State.READING, tries=intake.tries)
    if not reading.update(beat_at=timezone.now(), **known):
        raise Stopped


@transaction.atomic
def conclude(intake: Intake, result: Answer, now: datetime) -> None:
    """The file was read: ready to publish, held for personal data, or failed by its declared schema."""
    findings, broken = result.pop("findings"), result["broken"]
    if broken:
        fail(
            intake,
            f"Dữ liệu không đúng lược đồ đã khai ({len(broken)} điều); xem báo cáo.",
            now,
            found=result,
        )
        return
    state = Intake.State.HELD if findings else Intake.State.READY
    reading = Intake.objects.filter(pk=intake.pk, state=Intake.State.READING, tries=intake.tries)
    if reading.update(
        state=state,
        percent=100,
        step="",
        found=result,
        rows=result["rows"],
        rejected=result["rejected"],
        findings=findings,
    ):
        event = DataUnderstood(
            dataset=intake.dataset.slug,
            intake=intake.pk,
            rows=result["rows"],
            rejected=result["rejected"],
            held=bool(findings),
        )
        record(event, by=SYSTEM, at=now)


@transaction.atomic
def fail(intake: Intake, message: str, now: datetime, *, found: Answer | None = None) -> None:
    """End it in words; what was found stays for the report."""
    ended = Intake.objects.filter(pk=intake.pk, state=Intake.State.READING).update(
        state=Intake.State.FAILED,
        message=message[:500],
        step="",
        found=found or {},
        rows=(found or {}).get("rows", 0),
        rejected=(found or {}).get("rejected", 0),
    )
    if ended:
        record(IntakeFailed(dataset=intake.dataset.slug, intake=intake.pk), by=SYSTEM, at=now)


def wake_silent(*, now: datetime, real_now: datetime) -> list[UUID]:
    """The intakes whose worker fell silent: those to read again; after the last try they fail in words."""
    before = real_now - timedelta(seconds=intake_limits.SILENT)
    silent = Intake.objects.filter(Q(beat_at__lt=before), state=Intake.State.READING).select_related(
        "dataset"
    )
    waiting: list[UUID] = []
    for intake in silent:
        if intake.tries >= intake_limits.MOST_TRIES:
            fail(intake, f"Máy xử lý dừng giữa chừng {intake.tries} lần khi đọc tệp này.", now)
        elif Intake.objects.filter(pk=intake.pk, state=Intake.State.READING, tries=intake.tries).update(
            state=Intake.State.WAITING
        ):
            waiting.append(intake.pk)
    return waiting
