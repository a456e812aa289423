from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.infrastructure.events import OperatorTableReceived
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.infrastructure.table_file import TableLines, read_table_file
from tinhso.indicators.models import NetworkOperator, OperatorTable
from tinhso.indicators.rights.officers import user_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.tables.reading import NotRead


@transaction.atomic
def receive_table(
    *,
    kind: str,
    operator: NetworkOperator,
    as_of: date,
    file: StoredFile,
    by: Actor,
    now: datetime,
) -> OperatorTable:
    """Read the table that an operator sent; nothing goes into the register yet. The same file again is the same table.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a day to come, a file that cannot be read or lacks a column, or one without a row.
        NotYourFile: the file is somebody else's.
    """
    day = local(now).date()
    agency_id = check_can_enter_infrastructure(by, day)
    if as_of > day:
        raise EntryRefused("as_of", "Ngày của bảng chưa tới.")
    waiting = OperatorTable.objects.filter(
        kind=kind, operator=operator, as_of=as_of, file__sha256=file.sha256
    )
    if earlier := waiting.filter(state=OperatorTable.State.READ).first():
        return earlier
    lines = _lines(file, kind)
    claim_files([file.pk], by=by, now=now)
    found = OperatorTable.objects.create(
        kind=kind,
        operator=operator,
        agency_id=agency_id,
        file=file,
        as_of=as_of,
        rows=lines.rows,
        unread=lines.unread,
        by=user_of(by),
        received_at=now,
    )
    event = OperatorTableReceived(
        table_id=found.pk, kind=kind, rows=len(lines.rows), unread=len(lines.unread)
    )
    record(event, by=by, at=now)
    return found


def _lines(file: StoredFile, kind: str) -> TableLines:
    try:
        lines = read_table_file(file, kind)
    except NotRead as refused:
        raise EntryRefused("file", str(refused)) from refused
    if not lines.rows:
        raise EntryRefused("file", "Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.")
    return lines
