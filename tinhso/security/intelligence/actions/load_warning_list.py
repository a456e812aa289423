from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused, copy_new_rows, new_row
from tinhso.lib.dates import local
from tinhso.lib.intelligence.warning_lists import ListedWarnings, read_warning_list
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import WarningListLoaded
from tinhso.security.intelligence.hygiene import Hygiene, Warned
from tinhso.security.intelligence.limits import MOST_WARNING_BYTES
from tinhso.security.intelligence.writing import wait_for_other_lists
from tinhso.security.models import Indicator, WarningEntry, WarningList
from tinhso.security.pages.codes import code_of, lock_code

State = Indicator.State


@transaction.atomic
def load_warning_list(
    *, name: str, kind: str, source: str, content: bytes, client_key: UUID, by: Actor, now: datetime
) -> WarningList:
    """Read a warning list in: it holds back what comes from now on, and by the same rules what is there already.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    code = code_of(client_key, by.user_id)
    lock_code(code)
    if before := WarningList.objects.filter(code=code).first():
        return before
    if kind not in WarningList.LOADED:
        raise EntryRefused("kind", "Chọn loại danh sách.")
    found = _read(content)
    made = WarningList.objects.create(
        code=code,
        name=(name or found.name)[:200] or "–",
        kind=kind,
        source=source,
        version=found.version,
        size=len(found.entries),
        rejected_count=found.rejected_count,
        by_id=by.user_id,
        at=now,
    )
    copy_new_rows(
        new_row(WarningEntry, warning_list_id=made.pk, kind=entry, value=value)
        for entry, value in found.entries
    )
    wait_for_other_lists()
    held_back = _hold_back(made, found)
    event = WarningListLoaded(list_id=made.pk, kind=Code(kind), entries=made.size, held_back=held_back)
    record(event, by=by, at=now)
    return made


def _hold_back(made: WarningList, found: ListedWarnings) -> int:
    """What it names, what stands above or below that, what lies in one of its networks; how many."""
    hygiene = Hygiene()
    for kind, value in found.entries:
        hygiene.add(Warned(WarningList.Kind(made.kind), value, made.pk), kind)
    active = Indicator.objects.filter(state=State.ACTIVE).exclude(kind=Indicator.Kind.FILE)
    changed = []
    for pk, kind, value in active.values_list("pk", "kind", "value").iterator(10_000):
        warned = hygiene.warning_of(kind, value)
        if warned and warned.list_id:
            words = {"warning": warned.kind, "warning_value": warned.value[:253], "warning_list_id": made.pk}
            changed.append(Indicator(pk=pk, state=State.HELD_BACK, **words))
    Indicator.objects.bulk_update(changed, ["state", "warning", "warning_value", "warning_list"], 5000)
    return len(changed)


def _read(content: bytes) -> ListedWarnings:
    if not content:
        raise EntryRefused("content", "Tệp rỗng.")
    if len(content) > MOST_WARNING_BYTES:
        raise EntryRefused("content", "Danh sách cảnh báo lớn hơn 8 MB.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        try:
            return read_warning_list(path)
        except ReportRefused as refused:
            raise EntryRefused("content", str(refused)) from refused
