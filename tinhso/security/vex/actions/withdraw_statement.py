from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, job, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.models import VexStatement
from tinhso.security.vex.events import VexStatementEnded
from tinhso.security.vex.permissions import check_can_withdraw


@transaction.atomic
def withdraw_statement(*, statement: VexStatement, why: str, by: Actor, now: datetime) -> VexStatement:
    """It holds no longer; findings that it had taken out come back by the job that it defers.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_withdraw(statement, by, on=local(now).date())
    row = VexStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if row.ended_at is not None:
        raise EntryRefused("", "Tuyên bố này đã kết thúc.")
    words = strike_out(why.strip())[:1000]
    if not words:
        raise EntryRefused("why", "Ghi lý do rút tuyên bố.")
    row.ending, row.ended_at, row.ended_by_id, row.ended_why = (
        VexStatement.Ending.WITHDRAWN,
        now,
        by.user_id,
        words,
    )
    row.save(update_fields=["ending", "ended_at", "ended_by", "ended_why"])
    record(VexStatementEnded(statement_id=row.pk, ending=Code(row.ending)), by=by, at=now)
    job("security.meet_statements").defer()
    return row
