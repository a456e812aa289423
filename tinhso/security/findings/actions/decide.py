from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.findings.approvals import notify_approver
from tinhso.security.findings.events import DecisionMade, DecisionProposed
from tinhso.security.findings.history import settle
from tinhso.security.findings.locking import locked_open
from tinhso.security.findings.permissions import approvers_of, check_can_decide_over
from tinhso.security.models import FindingDecision, SecurityFinding, VexStatement

LONGEST = timedelta(days=366)
Kind, State = FindingDecision.Kind, FindingDecision.State


@transaction.atomic
def decide(
    *,
    finding: SecurityFinding,
    kind: str,
    reason: str,
    expires_on: date,
    approver: User | None = None,
    statement: VexStatement | None = None,
    by: Actor,
    now: datetime,
) -> FindingDecision:
    """A false alarm, or known and worked on, until a day; a risk waits for the head that is named and is open until then. Out of a VEX `statement` it
    is the decision of who made that.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_decide_over(finding, by, on=today)
    row = locked_open(finding)
    _check(row, kind, expires_on, approver, by, today)
    waits = kind == Kind.ACCEPTED
    made = FindingDecision.objects.create(
        finding=row,
        kind=kind,
        state=State.PROPOSED if waits else State.ACTIVE,
        reason=strike_out(reason)[:1000],
        expires_on=expires_on,
        by=statement.by if statement else User.objects.get(pk=by.user_id or 0),
        at=now,
        approver=approver if waits else None,
        statement=statement,
    )
    if waits and approver:
        _propose(row, made, approver, by, now)
        return made
    row.decision = kind
    settle(row, by=by, now=now, note=made.reason)
    event = DecisionMade(finding_id=row.pk, decision_id=made.pk, kind=Code(str(kind)), expires_on=expires_on)
    record(event, by=by, at=now)
    return made


def _propose(row: SecurityFinding, made: FindingDecision, approver: User, by: Actor, now: datetime) -> None:
    settle(row, by=by, now=now, note=made.reason)
    notify_approver(made, now)
    event = DecisionProposed(
        finding_id=row.pk, decision_id=made.pk, approver_id=approver.pk, expires_on=made.expires_on
    )
    record(event, by=by, at=now)


def _check(
    row: SecurityFinding, kind: str, expires_on: date, approver: User | None, by: Actor, today: date
) -> None:
    if not today < expires_on <= today + LONGEST:
        raise EntryRefused("expires_on", "Thời hạn sau hôm nay và không quá một năm.")
    if row.decisions.filter(state__in=[State.PROPOSED, State.ACTIVE]).exists():
        raise EntryRefused(
            "", "Đã có quyết định đang chờ hoặc đang có hiệu lực; kết thúc quyết định ấy trước."
        )
    if kind != Kind.ACCEPTED:
        return
    if approver is None or approver not in approvers_of(row, on=today):
        raise EntryRefused("approver", "Chọn lãnh đạo của cơ quan có máy này.")
    if approver.pk == by.user_id:
        raise EntryRefused("approver", "Người chấp nhận rủi ro phải là người khác với người đề nghị.")
