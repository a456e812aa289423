from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.files.names import clean_name
from tinhso.security.detection.events import EventFileReceived
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.models import DetectionRule, DetectionRun
from tinhso.security.pages.codes import code_of, lock_code

LogSource = tuple[str, str, str]
"""Product, category, service; empty for Windows events, which say themselves what they are."""


@transaction.atomic
def receive_events(
    *,
    agency: Agency | None,
    content: bytes,
    file_name: str,
    logsource: LogSource,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> DetectionRun:
    """Store a file of events until a job has run the rules over it. Without an agency the register says whose each machine is, and it
    is a coordinator's. Sent twice it is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_answer_for(agency.pk if agency else None, by, on=local(now).date())
    if not content:
        raise EntryRefused("content", "Tệp rỗng.")
    if len(content) > MOST_BYTES:
        raise EntryRefused("content", "Tệp lớn hơn 64 MB. Ông/bà xuất sự kiện thành nhiều tệp.")
    digest = sha256(content).hexdigest()
    code = code_of(client_key, "run", by.user_id, agency.pk if agency else 0, digest)
    lock_code(code)
    if before := DetectionRun.objects.filter(code=code).first():
        return before
    if not DetectionRule.objects.running().filter(reported=True).exists():
        raise EntryRefused("", "Chưa có quy tắc nào đang bật, nên tệp này sẽ không được đối chiếu với gì.")
    name = clean_name(file_name) or "su-kien"
    product, category, service = (part.strip().lower()[:60] for part in logsource)
    made = DetectionRun.objects.create(
        code=code,
        agency=agency,
        file=store_made(content, name=name, kind=Kind.SCAN_REPORT, by=by, now=now),
        file_name=name,
        sha256=digest,
        product=product,
        category=category,
        service=service,
        by_id=by.user_id,
        at=now,
    )
    record(EventFileReceived(run_id=made.pk, agency_id=made.agency_id), by=by, at=now)
    job("security.run_detection").defer(run_id=made.pk)
    return made
