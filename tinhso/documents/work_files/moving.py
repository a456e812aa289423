"""The frame of each deed on a file as a whole: the row held, its state asked, the move written with its reason."""

from collections.abc import Iterable
from datetime import date, datetime

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.work_files.events import WorkFileMoved
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold

LIMIT = "documents.archive_years"
NOTICE = "documents.archive_notice_days"


def held_row(file: WorkFile, *, states: Iterable[str]) -> WorkFile:
    """The row, locked until the transaction ends, in one of these states and not held still. Raises: EntryRefused."""
    row = WorkFile.objects.select_for_update(of=("self",)).select_related("agency").get(pk=file.pk)
    if row.hold_reason:
        raise EntryRefused("", "Hồ sơ đang được giữ nguyên trạng: không thêm, bớt, kết thúc, giao nộp.")
    if row.state not in set(states):
        shown = WorkFile.State(row.state).label
        raise EntryRefused("", f"Hồ sơ đang ở trạng thái “{shown}”, không làm được việc này.")
    return row


def note_move(row: WorkFile, kind: FileMove.Kind, *, by: Actor, now: datetime, reason: str = "") -> None:
    move = FileMove.objects.create(work_file=row, kind=kind, reason=reason, by_id=by.user_id or 0, at=now)
    event = WorkFileMoved(
        file_id=row.pk,
        agency_id=row.agency_id,
        move_id=move.pk,
        kind=Code(kind.value),
        state=Code(row.state),
    )
    record(event, by=by, at=now)


def asked_reason(reason: str, words: str) -> str:
    """The reason without blanks around it. Raises: SecretDocument, EntryRefused."""
    check_not_secret(NONE, [reason])
    if not reason.strip():
        raise EntryRefused("reason", words)
    return reason.strip()


def last_day_to_hand_over(closed_on: date) -> date:
    """NĐ 30/2020/NĐ-CP Điều 30: so many years after the work ended, by the rule of that day."""
    return same_day_after(closed_on, int(rule(LIMIT, on=closed_on)))


def same_day_after(day: date, years: int) -> date:
    """The same day so many years later; 29/2 becomes 28/2 where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def folded_words(file: WorkFile) -> str:
    """What the list is searched by, without marks."""
    return fold(f"{file.code} {file.heading} {file.title} {file.place}")
