from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.infrastructure.events import InfrastructureItemEnded
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.models import InfrastructureItem, NetworkOperator
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def end_item(*, item: InfrastructureItem, until: date, by: Actor, now: datetime) -> None:
    """Say that it is no longer in use from `until` on; the row stays.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a day to come or before the row began, or a row that was ended before.
    """
    day = local(now).date()
    check_can_enter_infrastructure(by, day)
    NetworkOperator.objects.select_for_update().get(pk=item.operator_id)  # an import may be at its rows
    if until > day:
        raise EntryRefused("until", "Ngày ngừng chưa tới.")
    if until < item.since:
        raise EntryRefused("until", "Ngày ngừng ở trước ngày dòng này bắt đầu.")
    if not InfrastructureItem.objects.standing().filter(pk=item.pk).update(until=until):
        raise EntryRefused("", "Dòng này đã kết thúc trước đó.")
    record(InfrastructureItemEnded(item_id=item.pk), by=by, at=now)
