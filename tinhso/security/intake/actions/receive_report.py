from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_datetime
from tinhso.lib.files.names import clean_name
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.intake.events import ReportReceived
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.models import ScanImport
from tinhso.security.pages.codes import code_of, lock_code

LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 19))"


@transaction.atomic
def receive_report(
    *, agency: Agency | None, content: bytes, file_name: str, client_key: UUID, by: Actor, now: datetime
) -> ScanImport:
    """Store a scanner's report as it came and let a job read it. Without an agency it speaks of all, and is a coordinator's. Sent twice
    it is one; another file from the same page is another.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_answer_for(agency.pk if agency else None, by, on=local(now).date())
    if not content:
        raise EntryRefused("content", "Tệp rỗng.")
    if len(content) > MOST_BYTES:
        raise EntryRefused("content", "Tệp lớn hơn 64 MB. Ông/bà xuất báo cáo thành nhiều tệp.")
    digest = sha256(content).hexdigest()
    code = code_of(client_key, by.user_id, agency.pk if agency else 0, digest)
    lock_code(code)
    if before := ScanImport.objects.filter(code=code).first():
        return before
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [digest])
    same = ScanImport.objects.exclude(state=ScanImport.State.REFUSED).filter(sha256=digest)
    if before := same.filter(agency=agency).first():
        raise EntryRefused(
            "content",
            f"Tệp này đã được nạp lúc {vn_datetime(before.at)} (mã {before.code}); không tính lần thứ hai.",
        )
    name = clean_name(file_name) or "bao-cao"
    made = ScanImport.objects.create(
        code=code,
        agency=agency,
        file=store_made(content, name=name, kind=Kind.SCAN_REPORT, by=by, now=now),
        file_name=name,
        sha256=digest,
        first_of_file=not same.exists(),
        by_id=by.user_id,
        at=now,
    )
    record(ReportReceived(import_id=made.pk, agency_id=made.agency_id), by=by, at=now)
    job("security.read_report").defer(import_id=made.pk)
    return made
