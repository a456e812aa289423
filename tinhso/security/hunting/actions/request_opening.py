from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI, local
from tinhso.lib.network_logs.rows import NotUnderstood
from tinhso.lib.network_logs.values import address as canonical
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.hunting.events import LogOpeningRequested
from tinhso.security.hunting.notices import notify_heads
from tinhso.security.hunting.permissions import check_can_request_opening
from tinhso.security.models import LogOpening, MachineAddress
from tinhso.security.pages.codes import code_of, lock_code

LONGEST_RULE = "security.log_opening_span_days"


@transaction.atomic
def request_opening(
    *,
    address: str,
    first: date,
    last: date,
    case_number: str,
    reason: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> LogOpening:
    """Ask to read for which names one address asked from one day to another, for a case and with a reason; another person decides. Sent
    twice it is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    user_id, agency_id = check_can_request_opening(by, on=today)
    code = code_of(client_key, user_id, "opening")
    lock_code(code)
    if before := LogOpening.objects.filter(code=code).first():
        return before
    since, until = _span(first, last, today)
    made = LogOpening(
        code=code,
        agency_id=agency_id,
        every_agency=can_coordinate(by, on=today),
        address=_address(address),
        since=since,
        until=until,
        case_number=case_number.strip()[:60],
        reason=reason.strip()[:1000],
        by_id=user_id,
        at=now,
    )
    _check(made)
    made.save()
    record(LogOpeningRequested(opening_id=made.pk, agency_id=agency_id), by=by, at=now)
    notify_heads(made, now)
    return made


def _address(text: str) -> str:
    try:
        return canonical(text)
    except NotUnderstood as error:
        raise EntryRefused("address", "Ghi một địa chỉ IP, ví dụ 10.0.0.15.") from error


def _span(first: date, last: date, today: date) -> tuple[datetime, datetime]:
    longest = int(rule(LONGEST_RULE, on=today))
    if not first <= last <= today:
        raise EntryRefused("last", "Ngày cuối không trước ngày đầu và không sau hôm nay.")
    if (last - first).days >= longest:
        raise EntryRefused("last", f"Mỗi lần đề nghị không quá {longest} ngày.")
    return datetime.combine(first, time(), HANOI), datetime.combine(last + timedelta(days=1), time(), HANOI)


def _check(made: LogOpening) -> None:
    if not made.case_number:
        raise EntryRefused("case_number", "Ghi số vụ việc, sự cố cần đến các tên này.")
    if not made.reason:
        raise EntryRefused("reason", "Ghi lý do cần đọc các tên này.")
    claims = MachineAddress.objects.filter(
        agency_id=made.agency_id,
        kind="ip",
        value=made.address,
        valid__overlap=DateTimeTZRange(made.since, made.until),
    )
    if not made.every_agency and not claims.exists():
        raise EntryRefused(
            "address", "Trong những ngày ấy địa chỉ này không phải của máy nào trong sổ của cơ quan."
        )
