from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.models import InformationSystem, ProtectionLayer
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.events import LayerProvided


@transaction.atomic
def provide_layer(
    *,
    system: InformationSystem,
    layer: int,
    provider: str,
    evidence: str,
    starts: date,
    by: Actor,
    now: datetime,
) -> ProtectionLayer:
    """Say who provides one of the four layers since when, and by which contract or decision; who did before ends then.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_keep_system(system, by, on=today)
    row = in_use(system)
    if starts > today:
        raise EntryRefused("starts", "Ngày bắt đầu không sau hôm nay.")
    before = row.layers.filter(layer=layer, ends=None).first()
    if before:
        if before.starts >= starts:
            raise EntryRefused("starts", "Lớp này đã có đơn vị từ ngày ấy hoặc sau ngày ấy.")
        before.ends = starts
        before.save(update_fields=["ends"])
    made = ProtectionLayer.objects.create(
        system=row, layer=layer, provider=provider, evidence=evidence, starts=starts
    )
    record(LayerProvided(system_id=row.pk, layer=layer, starts=starts), by=by, at=now)
    return made
