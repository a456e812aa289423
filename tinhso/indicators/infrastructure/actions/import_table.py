from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tinhso.indicators.infrastructure.events import OperatorTableImported
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.infrastructure.writing_items import (
    ItemChanges,
    add_items,
    change_items,
    changes_of,
    end_items,
)
from tinhso.indicators.models import InfrastructureItem, NetworkOperator, OperatorTable
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

READ, IMPORTED = OperatorTable.State.READ, OperatorTable.State.IMPORTED


@transaction.atomic
def import_table(*, table: OperatorTable, by: Actor, now: datetime) -> OperatorTable:
    """Bring the register in line with the table: only rows that came with a table of this operator end where they are gone.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: imported before, older than the newest that was imported, or no line was understood.
    """
    agency_id = check_can_enter_infrastructure(by, local(now).date())
    operator = NetworkOperator.objects.select_for_update().get(pk=table.operator_id)
    held = OperatorTable.objects.select_for_update().get(pk=table.pk)
    if held.state != READ:
        raise EntryRefused("", "Bảng này đã được nhập trước đó.")
    newest = operator.tables.filter(kind=held.kind, state=IMPORTED).aggregate(day=Max("as_of"))["day"]
    if newest and held.as_of < newest:
        raise EntryRefused(
            "", f"Đã nhập bảng mới hơn, của ngày {newest:%d/%m/%Y}; bảng cũ không nhập được nữa."
        )
    changes = changes_of(held)
    if not (changes.added or changes.changed or changes.same or changes.ended):
        raise EntryRefused("", "Không dòng nào của bảng đọc được, nên chưa nhập gì. Hãy sửa tệp và gửi lại.")
    _write(held, changes, Agency.objects.get(pk=agency_id))
    held.state, held.imported_at, held.rows, held.unread = IMPORTED, now, [], []
    held.added, held.changed = len(changes.added), len(changes.changed)
    held.ended, held.refused = len(changes.ended), len({one.line for one in changes.bad})
    held.save()
    amounts = {name: getattr(held, name) for name in ("added", "changed", "ended", "refused")}
    record(OperatorTableImported(table_id=held.pk, **amounts), by=by, at=now)
    return held


def _write(table: OperatorTable, changes: ItemChanges, agency: Agency) -> None:
    add_items(
        changes.added,
        kind=table.kind,
        operator=table.operator,
        agency=agency,
        day=table.as_of,
        table=table,
    )
    change_items(changes.changed, agency=agency, day=table.as_of, table=table)
    InfrastructureItem.objects.filter(pk__in=[one.pk for one in changes.same]).update(table=table)
    end_items(changes.ended)
