from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.files.names import clean_name
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceListReceived
from tinhso.security.intelligence.limits import MOST_BYTES
from tinhso.security.models import IntelligenceLoad, IntelligenceSource
from tinhso.security.pages.codes import code_of, lock_code


@transaction.atomic
def receive_list(
    *, source: IntelligenceSource, content: bytes, file_name: str, client_key: UUID, by: Actor, now: datetime
) -> IntelligenceLoad:
    """Store a list of indicators as it came and let a job read it. Sent twice it is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    if source.ended_at:
        raise EntryRefused("", "Nguồn này đã ngừng dùng.")
    if not content:
        raise EntryRefused("content", "Tệp rỗng.")
    if len(content) > MOST_BYTES:
        raise EntryRefused("content", "Tệp lớn hơn 64 MB. Ông/bà chia danh sách thành nhiều tệp.")
    digest = sha256(content).hexdigest()
    code = code_of(client_key, by.user_id, source.pk, digest)
    lock_code(code)
    if before := IntelligenceLoad.objects.filter(code=code).first():
        return before
    name = clean_name(file_name) or "danh-sach"
    load = IntelligenceLoad.objects.create(
        code=code,
        source=source,
        file=store_made(content, name=name, kind=Kind.SCAN_REPORT, by=by, now=now),
        file_name=name,
        sha256=digest,
        by_id=by.user_id,
        at=now,
    )
    record(IntelligenceListReceived(load_id=load.pk, source_id=source.pk), by=by, at=now)
    job("security.read_list").defer(load_id=load.pk)
    return load
