from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import connection, transaction

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

HOLD = """update security_indicator set state = 'held_back', warning = %s, warning_value = value, warning_list_id = %s
 where state = 'active' and (kind, value) in (select kind, value from security_warningentry where warning_list_id = %s)"""


@transaction.atomic
def load_warning_list(
    *, name: str, kind: str, source: str, content: bytes, client_key: UUID, by: Actor, now: datetime
) -> WarningList:
    """Read a warning list in: it holds back what comes from now on, and of what is there already the values that it names.

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
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [kind, made.pk, made.pk])
        held_back = cursor.rowcount
    held_back += _hold_networks(made, found)
    event = WarningListLoaded(list_id=made.pk, kind=Code(kind), entries=made.size, held_back=held_back)
    record(event, by=by, at=now)
    return made


def _hold_networks(made: WarningList, found: ListedWarnings) -> int:
    """Addresses that lie in one of its networks."""
    hygiene = Hygiene()
    for kind, value in found.entries:
        if kind == "network":
            hygiene.add(Warned(WarningList.Kind(made.kind), value, made.pk), kind)
    if not hygiene.networks:
        return 0
    active = Indicator.objects.filter(kind=Indicator.Kind.ADDRESS, state=Indicator.State.ACTIVE)
    changed = []
    for row in active.only("value").iterator(10_000):
        warned = hygiene.of_address(row.value)
        if warned and warned.list_id:
            row.state, row.warning, row.warning_value = Indicator.State.HELD_BACK, warned.kind, warned.value
            row.warning_list_id = made.pk
            changed.append(row)
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
