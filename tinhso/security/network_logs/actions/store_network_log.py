from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import NetworkLog, ScanImport
from tinhso.security.network_logs.events import NetworkLogStored
from tinhso.security.network_logs.sealed_files import SealedLog
from tinhso.security.pages.codes import code_of


@transaction.atomic
def store_network_log(
    *,
    source: ScanImport,
    sealed: SealedLog,
    started_at: datetime,
    ended_at: datetime,
    by: Actor,
    now: datetime,
) -> NetworkLog:
    """Store the rows of a log that was read, sealed, so that later indicators are held against them; a job then looks for what a person
    should look at.

    Raises: SecurityForbidden.
    """
    check_can_answer_for(source.agency_id, by, on=local(now).date())
    file = None
    if sealed.content:
        file = store_made(sealed.content, name="nhat-ky-mang", kind=Kind.NETWORK_LOG, by=by, now=now)
    made = NetworkLog.objects.create(
        code=code_of(uuid4()),
        scan_import=source,
        agency_id=source.agency_id,
        file=file,
        rows=sealed.rows,
        names=sealed.names,
        nameless=sealed.nameless,
        started_at=started_at,
        ended_at=ended_at,
        stored_at=now,
        hunted_at=now,
        refusal=sealed.refusal,
    )
    event = NetworkLogStored(log_id=made.pk, agency_id=made.agency_id, rows=made.rows, names=made.names)
    record(event, by=by, at=now)
    if file is not None:
        job("security.review_log").defer(log_id=made.pk)
    return made
