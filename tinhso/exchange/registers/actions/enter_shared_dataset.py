from datetime import date, datetime

from django.db import transaction

from tinhso.exchange.models import Service, SharedDataset
from tinhso.exchange.registers.events import SharedDatasetEntered
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_shared_dataset(
    *,
    code: str,
    title: str,
    holder: Agency,
    sharing: str,
    service: Service | None,
    source: str,
    valid_from: date,
    by: Actor,
    now: datetime,
) -> SharedDataset:
    """A line of the list, or what it says from another day on: the line before ends there.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    if service and service.system.member.agency_id not in (None, holder.pk):
        raise EntryRefused("service", "Dịch vụ này là của cơ quan khác.")
    open_line = SharedDataset.objects.select_for_update().filter(code=code, valid_to=None).first()
    if open_line:
        if open_line.valid_from >= valid_from:
            raise EntryRefused("valid_from", "Ngày hiệu lực phải sau ngày của dòng đang có.")
        SharedDataset.objects.filter(pk=open_line.pk).update(valid_to=valid_from)
    line = SharedDataset.objects.create(
        code=code,
        title=title,
        holder=holder,
        sharing=sharing,
        service=service,
        source=source,
        valid_from=valid_from,
    )
    record(SharedDatasetEntered(dataset=Code(code), holder_id=holder.pk), by=by, at=now)
    return line
