from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceListReceived
from tinhso.security.models import IntelligenceLoad, IntelligenceSource
from tinhso.security.pages.codes import code_of

State = IntelligenceLoad.State


@transaction.atomic
def request_fetch(*, source: IntelligenceSource, by: Actor, now: datetime) -> IntelligenceLoad:
    """Let a job fetch the list of a source; while one is under way that one is meant.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = IntelligenceSource.objects.select_for_update().get(pk=source.pk)
    if row.ended_at:
        raise EntryRefused("", "Nguồn này đã ngừng dùng.")
    if row.kind == IntelligenceSource.Kind.UPLOAD:
        raise EntryRefused("", "Nguồn này nạp tệp bằng tay, không có địa chỉ để lấy.")
    under_way = IntelligenceLoad.objects.filter(
        source=row, state__in=[State.WAITING, State.READING], file=None
    )
    if before := under_way.first():
        return before
    load = IntelligenceLoad.objects.create(code=code_of(uuid4()), source=row, by_id=by.user_id, at=now)
    record(IntelligenceListReceived(load_id=load.pk, source_id=row.pk), by=by, at=now)
    job("security.read_list").defer(load_id=load.pk)
    return load
