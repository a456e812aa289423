"""Numbers of a report become revisions: only what differs from what stands there."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.indicators.data_entry.actions.move_entry import facts_of
from tinhso.indicators.data_entry.events import ValuesEntered
from tinhso.indicators.data_entry.table import Key, cells_of, is_open_on
from tinhso.indicators.data_entry.unusual import note_unusual
from tinhso.indicators.models import Approval, DataEntry, DataSet, DataValue
from tinhso.indicators.rights.entry_permissions import check_can_enter, who_unlocks
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period


class EntryClosed(ValueError):
    """Nothing may be entered now; the words say why and who can open the report."""


class NotReported(LookupError):
    """This agency does not report this data set for this period, or not yet."""


@transaction.atomic
def save_values(
    *,
    data_set: DataSet,
    agency: Agency,
    period: Period,
    numbers: Mapping[Key, Decimal | None],
    by: Actor,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
) -> int:
    """How many revisions were added; those far from what was expected are noted. `told` are further columns of them: status, as_of, published_on, assessed_year.

    Raises: NotYourReport for officers of others, EntryClosed, NotReported; a key that is no cell of the data
    set is a KeyError.
    """
    check_can_enter(agency, by)
    entry = open_entry(data_set, agency, period, now)
    check_open(entry, now)
    standing = {(cell.element.code, cell.dims): cell for cell in cells_of(data_set, agency, period)}
    changed = {key: value for key, value in numbers.items() if standing[key].value != value}
    moment = timezone.now()
    DataValue.objects.bulk_create(
        DataValue(
            element=standing[key].element,
            agency=agency,
            period=period.code,
            starts_on=period.start,
            ends_on=period.end,
            dims=list(key[1]),
            scenario=data_set.scenario,
            value=value,
            entry=entry,
            known_at=moment,
            entered_at=now,
            by_id=by.user_id,
            **(typed or {}),
        )
        for key, value in changed.items()
    )
    if changed:
        note_unusual(entry, cells_of(data_set, agency, period), now)
        record(ValuesEntered(**facts_of(entry), values=len(changed)), by=by, at=now)
    return len(changed)


def open_entry(data_set: DataSet, agency: Agency, period: Period, now: datetime) -> DataEntry:
    """The report, begun if it was not, and held until the transaction ends. Raises: NotReported."""
    lines = data_set.reporters.filter(agency=agency)
    if period.kind != data_set.period_kind or not any(line.reports(period) for line in lines):
        raise NotReported(f"{agency.name} không báo cáo biểu này cho {period.label}.")
    if not is_open_on(data_set, period, now.date()):
        raise NotReported(f"Chưa đến lúc báo cáo {period.label}.")
    entry, _ = DataEntry.objects.get_or_create(
        data_set=data_set,
        agency=agency,
        period=period.code,
        defaults={
            "starts_on": period.start,
            "ends_on": period.end,
            "due_on": data_set.due_on(period),
            "needs_approval": data_set.needs_approval(period),
        },
    )
    if entry.needs_approval:
        Approval.objects.get_or_create(entry=entry)
    return DataEntry.objects.select_for_update().select_related("agency", "data_set").get(pk=entry.pk)


def check_open(entry: DataEntry, now: datetime) -> None:
    """Raises: EntryClosed with who can open it."""
    if words := why_closed(entry, now):
        raise EntryClosed(words)


def why_closed(entry: DataEntry, now: datetime) -> str:
    """ "" while numbers may be typed."""
    approval = Approval.objects.filter(entry_id=entry.pk).first()
    if approval and approval.state == Approval.State.LOCKED:
        return f"Báo cáo đã khóa. Người mở khóa được: {who_unlocks(entry)}."
    if approval and not approval.is_open:
        return f"Báo cáo {approval.get_state_display()}. Thủ trưởng {entry.agency.name} trả lại thì mới sửa được."
    last = entry.data_set.closes_on(entry.span)
    if last and now.date() > last and not entry.reopened:
        return f"Đã hết hạn nhập (ngày {last:%d/%m/%Y}). Người mở khóa được: {who_unlocks(entry)}."
    return ""
